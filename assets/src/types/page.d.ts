// What the parts of the page share: the view, what holds on a day, what is drawn of it, the
// page's events and what features use of the page. Forms of files are in files.d.ts, words
// in words.d.ts, both written from Python.

import type {
  Alphabet,
  AtlasFile,
  Box,
  Card,
  Charts,
  Day,
  Details,
  GroundFile,
  Ledger,
  LinkOption,
  Looks,
  MapFigure,
  MapId,
  Mark,
  Places,
  Point,
  Rotation,
  SearchIndex,
  Sentences,
  SourceId,
  Tables,
  Thing,
  Tour,
} from "./files.js";
import type { Counted } from "../core/headcount.js";
import type { Ground } from "../map/ground.js";
import type { Insets } from "../map/insets.js";
import type { Places as NamedPlaces } from "../core/names.js";
import type { Outlines } from "../core/borders.js";
import type { People } from "../map/people.js";
import type { Words } from "./words.js";

export type { Box, Card, Day, Looks, MapId, Mark, Point, Rotation, SourceId, Words };

/** The compiled timeline: the file `atlas`, its words by their keys. */
export interface Timeline extends Omit<AtlasFile, "words"> {
  words: Words;
}

/** What a state can be to an organisation. */
export type Status = AtlasFile["status_rank"][number];
export type Theme = keyof AtlasFile["style"];
/** How old a figure is. */
export type Age = "fresh" | "old" | "last_known";
/** First and last day, both included. */
export type Span = readonly [first: Day, last: Day];

// ---------------------------------------------------------------- the view

/** What the dock shows; `chart` and `table` are kept for each tab. */
export interface Dock {
  tab: "charts" | "tables";
  height: "low" | "mid" | "tall";
  chart: keyof Charts["charts"];
  /** Id of a table, or `on_map` */
  table: string;
  /** The whole history instead of the day */
  all: boolean;
}

/** How two days are compared. */
export type Comparing = "side" | "swipe" | "diff";

/** Filters of a view by their names in a link; null for none. */
export interface ViewFilters {
  "f.country": string[] | null;
  "f.group": string[] | null;
  "f.by": string[] | null;
  "f.kind": string[] | null;
  "f.arm": string[] | null;
  "f.echelon": string[] | null;
  "f.role": string[] | null;
  "f.event": string[] | null;
  "f.men": number | null;
  "f.sure": true | null;
}

/** What is asked of the page, as a link says it: the fields of csto_map/query/question.py. */
export interface View extends ViewFilters {
  day: Day;
  /** Id of a named frame */
  view: string;
  /** Id of a lens */
  lens: string;
  layers: string[];
  selection: MapId | null;
  /** Null: the system's */
  theme: Theme | null;
  icons: "app6" | "plain";
  /** How many people there are */
  numbers: "auto" | "off" | "symbols" | "circles";
  ground: "relief" | "plain";
  /** Another frame than the named one */
  box: Box | null;
  /** `id:stop` */
  tour: string | null;
  /** Null: closed */
  dock: Dock | null;
  /** Column by which the table is sorted, with - before it downwards */
  sort: string | null;
  /** Filters of the table */
  find: string | null;
  lang: string;
  /** Time mode: the day, any day of the range, from its beginning up to the day */
  tm: "instant" | "range" | "cumulative";
  /** Null: all days */
  range: Span | null;
  /** The second day; null: none is compared */
  cmp: Day | null;
  mode: Comparing;
  /** As a link has them: see core/annotations.js; null for none */
  annotations: string | null;
}

/** A view with its theme settled. */
export interface ShownView extends View {
  theme: Theme;
}

/** A part of a link that is not understood. */
export interface Problem {
  name: string;
  value: string;
  expected: string;
}

/** How the texts of a kind of option are read and written; see core/link.js. */
export interface LinkKind<Value> {
  /** Whether an empty text says something */
  blank?: boolean;
  /** Undefined for a bad text; `known`: whether an id can be selected */
  read(
    text: string,
    option: LinkOption,
    timeline: Timeline,
    known: (id: string) => boolean,
  ): Value | undefined;
  /** Null to leave it out; without it the value is written as it is */
  write?(value: Value, option: LinkOption, timeline: Timeline): string | null;
  /** What `read` takes, in words */
  expected(option: LinkOption, timeline: Timeline): string;
}

/** Filters that are set, by facet. */
export interface Filters {
  country?: string[];
  group?: string[];
  by?: string[];
  kind?: string[];
  arm?: string[];
  echelon?: string[];
  role?: string[];
  event?: string[];
  /** The least number of people */
  men?: number;
  /** Only what is certain */
  sure?: true;
}

// ------------------------------------------------- what holds, what is drawn

/** A state's status, and whether it is certain. */
export type HeldStatus = readonly [status: Status, certain: boolean];
/** Who guards a sector: state, force, whether it is certain, row of border_guards.csv. */
export type HeldSector = readonly [guard: string, force: string, certain: boolean, id: string];

/** What holds on a day, as core/state.js gives it. */
export interface State {
  states: { [country: string]: HeldStatus };
  /** Marks that stand -> whether they certainly do */
  marks: { [id: MapId]: boolean };
  sectors: { [id: string]: HeldSector };
  /** On the map, the newest first */
  events: MapId[];
}

/** What differs between two days, as core/diff.js gives it. */
export type Difference = PartDifference | ThingDifference;

interface DifferenceBase {
  /** One of the ledger's `kinds` */
  kind: string;
  id: MapId;
  layer: string;
  name: string;
  sources: SourceId[];
  /** Whether it certainly differs */
  certain: boolean;
}

/** Of a state, whose part changed, or of a sector, which was handed over. */
export interface PartDifference extends DifferenceBase {
  layer: "states" | "border";
  /** Status or guard; empty for none */
  before: string;
  after: string;
  thing?: undefined;
}

/** Of something that came or went, or whose people became more or fewer. */
export interface ThingDifference extends DifferenceBase {
  /** People; empty where it came or went */
  before: "" | Strength;
  after: "" | Strength;
  thing: DifferentThing;
}

/** How many people count, as of when. */
export interface Strength {
  low: number;
  high: number;
  /** In words */
  asOf: string;
  age: Age;
}

/** What a difference is of: a thing or a grouping of the ledger. */
export type DifferentThing = Ledger["things"][number] | Ledger["groupings"][number];

/** What is drawn of a day: its state; on a map of differences what changed, too. */
export interface DrawnState extends State {
  /** What changed, by its id */
  changed?: Map<MapId, { id: MapId; kind: string; certain: boolean }>;
  /** Marks that are there as before */
  muted?: { [id: MapId]: boolean };
  /** How a difference looks, on a map of one: loaded with the comparison */
  signs?: typeof import("../core/diffdraw.js");
  /** Marks that are no symbols, for an arrow or a circle stands for them */
  hidden?: ReadonlySet<string>;
}

/** A frame of the map: upright km of its sides, and its size in pixels. */
export interface Frame {
  /** Null or absent: its km are the projected ones */
  rotation?: Rotation | null;
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  width: number;
  height: number;
}

/** Where a symbol stands, in pixels. */
export interface Placed {
  id: MapId;
  x: number;
  y: number;
  anchorX: number;
  anchorY: number;
  /** All that the symbol stands for, itself the first */
  members: MapId[];
  /** Whether it stands beside its place */
  leader: boolean;
}

/** A symbol of the map, as core/draw.js gives it: x, y and the anchor in km, px, py in pixels. */
export interface MapSymbol extends Placed {
  px: number;
  py: number;
  /** Pixels */
  size: number;
  /** Key of `icons` */
  icon: string;
  mark: Mark;
  /** Codes of those in which it is */
  states: readonly string[];
  /** On a map of differences: its signs */
  badge?: string;
  /** On a map of differences: whether all of it is gone */
  faded?: boolean;
  /** On a map of differences: a dot for what is as before */
  dot?: boolean;
}

/** How many people a card says there are on a day, and the figures behind that. */
export interface CardStrength extends Strength {
  rows: Card["strengths"];
}

/** What holds of a card's subject, in words, and whether it certainly does; else undefined. */
export type Standing = readonly [what: string | undefined, certain: boolean | undefined];

/** What is under the pointer: what it stands for, and its symbol where it has one. */
export interface Hit {
  ids: MapId[];
  symbol?: MapSymbol;
  /** What is told of a movement or of the place where it ends */
  told?: { title: string; text: string; certain: boolean };
  /** A circle of people */
  people?: Counted;
}

// ---------------------------------------------------------------- the page

/** A map of the page. */
export interface MapOnPage {
  element: HTMLElement;
  frame: Frame;
  /** What it draws */
  state: DrawnState;
  view: ShownView;
  symbols: MapSymbol[];
  /** Outlines by id: km, null between rings */
  shapes: Map<string, { xs: (number | null)[]; ys: (number | null)[] }>;
  figures: { coarse?: MapFigure; fine?: MapFigure };
  level: "coarse" | "fine";
  /** Numbers and movements */
  people: People;
  /** What lies under it; null until it is loaded */
  ground: Ground | null;
  areas: { tag: string };
  lay(ground: Ground): void;
  /** Towns and waters that may be named: undefined until they are loaded */
  places: NamedPlaces | undefined;
  /** Name them too */
  tell(places: NamedPlaces): void;
  /** Where marks of what is pointed at elsewhere are drawn */
  pointed: SVGGElement;
  /** What lies over the axes and moves with them */
  overlay: HTMLElement;
  start(coarse: MapFigure, view: ShownView): Promise<void>;
  destroy(): void;
  show(view: ShownView, state: DrawnState): void;
  settle(): void;
  /** Place names anew, where the map has moved since it settled */
  name(): void;
  refine(): Promise<void>;
  /** Load fine outlines; false if they cannot be had */
  fetchFine(): Promise<boolean>;
  /** Show small maps on wide views */
  inset(insets: Insets): void;
  /** Those; null until they are loaded */
  insets: Insets | null;
  data: Timeline;
  /** Boxes in pixels of what covered it when it last rested */
  covered: [west: number, north: number, east: number, south: number][];
  size(): [width: number, height: number];
  box(view: Pick<View, "box" | "view">): Box;
  rotation(view: Pick<View, "view">): Rotation | null;
  fitTo(view: Pick<View, "box" | "view">): void;
  moveTo(frame: Frame): void;
  /** The frame that names were placed in */
  named: Frame | null;
  /** Outlines of the day, by state */
  outlines: Outlines;
  /** The outlines that are drawn */
  figure(): MapFigure;
  hit(px: number, py: number): Hit | null;
  /** Take the map away */
}

/** The events of the page: name -> what its listeners are given. */
export interface Events {
  /** The view has changed */
  step: View;
  /** Changes have stopped; while playing, four times a second */
  rest: View;
  /** The frame of the map has changed */
  moved: Frame;
  /** The mouse drags the frame */
  dragging: Frame;
  /** The frame of the second map has changed */
  second: undefined;
  /** What is under the pointer: null for nothing; `x`, `y` in pixels of the map */
  hover: { map: MapOnPage; hit: Hit | null; x: number; y: number; day: Day };
  theme: Theme;
  /** The day of the caption, while it plays; null for none */
  caption: Day | null;
  /** Fine outlines could not be loaded */
  missed: undefined;
  /** The ground is there, or that of another level is; with what on it has a name */
  ground: Places;
  /** Cards and sources are there */
  details: Details;
  /** What is pointed at in a list or a chart */
  mark: readonly MapId[];
}

/** Something in the card that is no part of the atlas. */
export interface Guest {
  key: string;
  fill(head: HTMLElement, body: HTMLElement): void;
  /** A point of a user layer */
  picked?: Picked;
}

/** A point of a user layer by its place in it. */
export interface Picked {
  layer: UserLayer;
  k: number;
}

/** A point of a user layer as the server gives it. */
export interface StoredPoint extends Omit<UserPoint, "from"> {
  /** Null: since ever */
  from: Day | null;
}

/** A point of a user layer. */
export interface UserPoint {
  label: string;
  /** Pixels from edge to edge; 0: the least */
  size: number;
  colour: string | null;
  lat: number;
  lon: number;
  from: Day;
  /** First day after; null goes on */
  until: Day | null;
  /** Null: that of the layer */
  colour: string | null;
  /** 0: none is given */
  size: number;
  /** Start and end as EDTF texts; "" and ".." are open */
  edtf: [start: string, end: string];
  /** The cells of the file that play no other part, by their columns */
  details: { [column: string]: string };
}

/** A layer read from a file of the user's. */
export interface UserLayer {
  name: string;
  colour: string;
  n: number;
  points: UserPoint[];
  /** km */
  x: Float64Array;
  /** km */
  y: Float64Array;
  from: Int32Array;
  until: Int32Array;
  /** How many are shown */
  now?: number;
  hidden?: boolean;
  /** Whether the server has read it, too */
  told?: boolean;
}

/** What user layers do for other features. */
export interface UserLayers {
  /** Read a file */
  take(file: File): Promise<void>;
  all(): UserLayer[];
  /** Names and how many points are shown */
  now(): [name: string, shown: number][];
  /** What is shown, for a list: point by point, or one line for a layer of very many */
  listed(): { id: string | null; name: string; layer: string }[];
  pick(id: string): void;
  shown(): UserLayer[];
  /** Switched on, and known to the server */
  told(): UserLayer[];
  /** Switched on, and known to the page alone */
  dropped(): UserLayer[];
}

/** What the cards do for other features. */
export interface CardsOnPage {
  known(id: MapId): boolean;
  fill(
    head: HTMLElement,
    body: HTMLElement,
    id: MapId,
    day: Day,
    state: State,
    others: MapId[],
  ): void;
  /** A source as an item of a list */
  source(id: SourceId): HTMLElement;
  /** References to sources, in brackets */
  refs(ids: readonly SourceId[]): Node | null;
}

/** What plays and steps. */
export interface PlayerOnPage {
  readonly playing: boolean;
  /** Where it rests, and for how long */
  clock: { dwells: readonly Day[]; dwellMs: number };
  /** Days on which something changes, in order */
  changeDays: Day[];
  play(direction?: 1 | -1): void;
  pause(): void;
  toggle(direction: 1 | -1): void;
  step(by: number, unit?: string): void;
  go(day: Day, how?: How): void;
}

/** A tab of the dock. */
export interface Tab {
  show(): void;
  hide(): void;
  /** Put the focus on its list */
  enter?(): void;
  /** Save what is shown; gives the text */
  csv(): string;
}

/**
 * How a change of the view is kept: "push" adds a step to the history, "rest" settles at
 * once; without either the rest of the page catches up when changes stop.
 */
export type How = "push" | "rest" | undefined;

/** The files that are loaded when they are wanted. */
export interface Loaded {
  "map-fine": MapFigure;
  ground: GroundFile;
  "ground-fine": GroundFile;
  places: Places;
  details: Details;
  ledger: Ledger;
  letters: Alphabet;
  search: SearchIndex;
  tours: { [id: string]: Tour };
  charts: Charts;
  tables: Tables;
  reading: Sentences;
  /** Layers that a page in one file carries */
  [userLayer: `own-${number}`]: StoredPoint[];
}

/** What keys and buttons do: name -> what it is given. */
export interface Commands {
  play: undefined;
  /** Days */
  step: number;
  month: number;
  year: number;
  /** Changes forwards */
  change: number;
  first: undefined;
  last: undefined;
  /** Factor */
  zoom: number;
  /** Steps to the right and down */
  pan: [x: number, y: number];
  home: undefined;
  help: undefined;
  date: undefined;
  layers: undefined;
  theme: undefined;
  close: undefined;
  search: undefined;
  /** Stops forwards */
  tour: number;
  charts: undefined;
  tables: undefined;
  compare: undefined;
  filters: undefined;
  present: undefined;
  annotate: undefined;
}

/** A command with what it is given. */
export type Command = {
  [Name in keyof Commands]: Commands[Name] extends undefined ? [Name] : [Name, Commands[Name]];
}[keyof Commands];

/** What the band along the axis counts. */
export interface Band {
  /** What is counted */
  title: string;
  /** From which day on how many; how many of these are drawn paler */
  steps: readonly (readonly [day: Day, n: number, paler?: number])[];
  /** Group whose colour it has, or `member` */
  accent: string;
}

/** What the timeline tells of a view. */
export interface Story {
  /** The most important first */
  turns: { day: Day; text: string }[];
  band: Band;
}

/** What features provide to others. */
export interface Services {
  /** Cards and sources; null until they are loaded */
  details: Details | null;
  cards: CardsOnPage | null;
  /** Where the slider has a day, in pixels, and back: there from the first feature on */
  timeline: { x(day: Day): number; dayAt(px: number): Day };
  /** Null until first opened */
  charts: Tab | null;
  tables: Tab | null;
  /** `two` is the second map, once there is one */
  comparison: { two: { map: MapOnPage | null; element: HTMLElement } } | null;
  /** There as soon as all features have joined */
  userLayers: UserLayers;
}

/** The page, as its features use it. */
export interface Page extends Readonly<Services> {
  readonly data: Timeline;
  readonly coarse: MapFigure;
  readonly words: Words;
  /** Draws pictures where there is no server */
  readonly painter: ((page: Page, ending: string, query: URLSearchParams) => Promise<Response>) | null;
  view: View;
  /** What holds on the day */
  today: State;
  /** What is shown of it: less what filters take out */
  state: State;
  /** What the map draws of that */
  drawn: DrawnState;
  /** What the view lets through */
  active: Filters;
  readonly map: MapOnPage;
  readonly player: PlayerOnPage;
  /** All that can be selected */
  readonly ids: Set<MapId>;
  readonly marks: Map<MapId, Mark>;
  readonly countries: Map<string, Timeline["countries"][number]>;
  readonly guest: Guest | null;

  listen<Name extends keyof Events>(what: Name, act: (argument: Events[Name]) => unknown): void;
  tell<Name extends keyof Events>(
    what: Name,
    ...argument: Events[Name] extends undefined ? [] : [Events[Name]]
  ): void;
  command<Name extends keyof Commands>(
    name: Name,
    act: (argument: Commands[Name]) => unknown,
  ): void;
  act(...command: Command): void;
  closer(close: () => boolean | undefined, order?: { first?: boolean }): void;
  /** What Escape may close, in the order in which it is asked */
  readonly closers: readonly (() => boolean | undefined)[];
  /** Ask a feature, at a click, whether what it draws on a map was meant */
  taker(take: (x: number, y: number, map: MapOnPage) => boolean): void;
  look(look: (state: DrawnState) => DrawnState): void;
  provide<Name extends keyof Services>(name: Name, value: NonNullable<Services[Name]>): void;

  load<Name extends keyof Loaded>(name: Name): Promise<Loaded[Name]>;
  clamp(day: Day): Day;
  shown(): ShownView;
  compute(): void;
  truth(day: Day, today?: State): State;
  span(): Span;
  set(change: Partial<View>, how?: How): void;
  rest(): void;
  restSoon(): void;
  fit(): void;
  goToView(id: string): void;
  zoom(factor: number): void;
  pan(dx: number, dy: number): void;
  select(id: MapId | null): void;
  invite(guest: Guest): void;
  /** Select what was clicked on a map of the page */
  click(hit: Hit | null, x: number, y: number, map?: MapOnPage): void;
  /** List what a stack stands for, in the card */
  unfold(hit: Hit): void;
  /** Show what a link of the atlas asks for: its query */
  follow(query: string): void;
  dismiss(): void;
  changeTheme(): void;
  notice(text: string): void;
  url(): string;
  copy(text: string): Promise<void>;
}

// ---------------------------------------------------------------- the component

/** Properties of the component, as the app sets them; see time_map/props.js. */
export type Props = { readonly [name: string]: unknown };

/** A map that is mounted, as the component uses it. */
export interface Mounted {
  /** Take properties that the app has set */
  update(props: Props): void;
  /** Take the map away */
  end(): void;
}

/** Puts a map into an element: what the component calls. */
export type Mount = (
  host: HTMLElement,
  /** Of its files, by name */
  urls: { readonly [name: string]: string },
  props: Props,
  /** Told what the reader changes */
  report: (props: { [name: string]: unknown }) => void,
) => Mounted;
