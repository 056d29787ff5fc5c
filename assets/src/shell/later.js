// What is loaded when it is first wanted.

/** @import { Page } from "../types/page.js" */

/**
 * Load something once, when it is first asked for; after a failure it is tried again.
 *
 * @template Loaded
 * @param {() => Promise<Loaded>} load
 * @returns {() => Promise<Loaded>}
 */
export function later(load) {
  /** @type {Promise<Loaded> | null} */
  let loading = null;
  return () => {
    loading ||= load().catch((problem) => {
      loading = null;
      throw problem;
    });
    return loading;
  };
}

/**
 * Do something with what is loaded for it; the page says where that fails.
 *
 * @template Loaded
 * @param {Pick<Page, "notice" | "words">} page
 * @param {() => Promise<Loaded>} load
 * @param {(loaded: Loaded) => unknown} act
 */
export async function opened(page, load, act) {
  /** @type {Loaded} */
  let loaded;
  try {
    loaded = await load();
  } catch (problem) {
    // What cannot be fetched is a TypeError; anything else is a fault of the code.
    if (!(problem instanceof TypeError)) console.error(problem);
    page.notice(page.words.notice.offline);
    return;
  }
  act(loaded);
}
