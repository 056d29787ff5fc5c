// Where the atlas is: the one place from which the page's code learns addresses of its own.
//
// The page says where its home is, below whatever path a proxy or a file server has it; all
// other addresses are named from there.

/** @param {string} name */
const told = (name) =>
  /** @type {HTMLMetaElement | null} */ (document.querySelector(`meta[name="csto-map:${name}"]`))
    ?.content;

// Known before the address of the page changes with its view.
const HOME = new URL(told("home") ?? "./", document.baseURI);
// Whether the atlas is files of a plain file server, which does nothing but give them.
export const frozen = told("frozen") !== undefined;

/**
 * The address of something of the atlas.
 *
 * @param {string} path From its home, without a slash before it; a whole path is taken as it is.
 */
export const at = (path) => new URL(path, HOME).href;

/**
 * The address of another page of the atlas.
 *
 * @param {"" | "embed" | "methods"} name "" for the map.
 */
// A plain file server gives pages by the names of their folders.
export const pageAt = (name) => at(name && frozen ? `${name}/` : name);
