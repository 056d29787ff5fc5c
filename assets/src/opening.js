// A small page that shows what a link leads to, and leads there: see csto_map/app/frozen.

const way = /** @type {HTMLAnchorElement} */ (document.getElementById("opens"));
const there = new URL(way.href);
// What its own address asks for goes along.
for (const [name, value] of new URLSearchParams(window.location.search)) {
  there.searchParams.set(name, value);
}
window.location.replace(there.href);
