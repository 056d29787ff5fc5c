// What making and looking up elements takes and gives; see shell/dom.js.

/** Elements of the shell that are more than an HTMLElement, by id; a test holds them to the shell. */
export interface ShellElements {
  "chart-choice": HTMLSelectElement;
  "dock-lower": HTMLButtonElement;
  "dock-taller": HTMLButtonElement;
  export: HTMLDialogElement;
  "export-copy": HTMLButtonElement;
  "export-format": HTMLSelectElement;
  "export-preview": HTMLImageElement;
  "export-save": HTMLButtonElement;
  "export-letters": HTMLSelectElement;
  "export-size": HTMLSelectElement;
  "export-style": HTMLSelectElement;
  help: HTMLDialogElement;
  note: HTMLDetailsElement;
  "own-mapping": HTMLDialogElement;
  "own-order": HTMLDialogElement;
  search: HTMLDialogElement;
  speed: HTMLSelectElement;
  step: HTMLSelectElement;
  "table-choice": HTMLSelectElement;
  "table-scope": HTMLSelectElement;
  "time-mode": HTMLSelectElement;
  view: HTMLSelectElement;
}

/** The type of the element with an id. */
export type ElementOf<Id extends string> = Id extends keyof ShellElements
  ? ShellElements[Id]
  : HTMLElement;

/** Properties of an element; the browser writes numbers as text. */
type Settable<E> = {
  [Name in keyof E]?: E[Name] extends string ? string | number : E[Name];
};

/** What `make` takes: properties by name, attributes, listeners and data by theirs. */
export type Properties<E> = Omit<Settable<E>, "attr" | "on" | "data"> & {
  attr?: { [name: string]: string | number };
  on?: { [Name in keyof HTMLElementEventMap]?: (e: HTMLElementEventMap[Name]) => unknown };
  data?: { [name: string]: string | number };
};

/** What stands in an element; null and undefined are passed over. */
export type Child = Node | string | number | null | undefined;
export type Children = readonly (Child | readonly Child[])[];
