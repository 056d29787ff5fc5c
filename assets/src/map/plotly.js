// The Plotly that maps are drawn with: one that was brought for them, or the page's own.

/** The one that was brought; see time_map/bringing.js. @type {{plotly: any}} */
export const brought = { plotly: null };

/** @returns {any} */
export const plotly = () => brought.plotly || /** @type {any} */ (window).Plotly;
