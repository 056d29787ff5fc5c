// Whether the tables can be shown: all that is known of their grid before it is wanted.

/**
 * What the page says of itself by a name; undefined where it says nothing.
 *
 * @param {string} name
 */
export function told(name) {
  /** @type {HTMLMetaElement | null} */
  const meta = document.querySelector(`meta[name="csto-map:${name}"]`);
  return meta?.content;
}

/** Whether the page can show the grid: a file without a server cannot. */
export const gridThere = () => Boolean(told("grid") && window.dash_clientside);
