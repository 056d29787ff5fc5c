// Written by `make reference` from csto_map/page/files.py; a test holds the two equal.
// Types only: no browser is given this file.

/** Personnel of the lead group by host; `personnel.md` has the rule. */
export interface AbroadChart {
  series: Series[];
  /** Kind `whole`: all forces there; `part`: single posts */
  items: Item[];
  steps: AbroadStep[];
}

/** How many people the lead group has in a host over some days. */
export type AbroadStep = [
  host: string,
  /** ISO 8601 date */
  from: string,
  /** ISO 8601 date, the first day after */
  until: string,
  low: number,
  high: number,
  age: "fresh" | "old" | "last_known",
  method: "grouping" | "sum",
];

/** Colours of one group of operators. */
export interface Accent {
  /** Of a symbol, under `mark`, edged in `edge` */
  body: Colour;
  mark: Colour;
  edge: Colour;
  /** Of circles, rings and arrows */
  line: Colour;
  /** Of what is said of it on the map */
  text: Colour;
  /** Inside the line of what is not certain or old */
  hollow: Colour;
}

/** How old a figure is, which depends on the day. */
export type AgeCell = [
  old_from: Day,
  last_known_from: Day,
];

/** An agreement that governs what the card is of. */
export interface Agreement {
  day: Day | null;
  title: string;
  /** Signed, in force, expires: in words */
  when: string;
  text: string;
  /** The best first */
  sources: SourceId[];
}

/** The charts by id. */
export interface AllCharts {
  members: MembersChart;
  abroad: AbroadChart;
  border: BorderChart;
  seizures: SeizuresChart;
  exercises: ExercisesChart;
}

/** How many people there are from a day on: nulls for nobody, or for no known number. */
export type Amount = [
  from: Day,
  low: number | null,
  high: number | null,
  /** Of the figure; unknown: there are people, but no figure; null: nobody is there */
  age: "fresh" | "old" | "last_known" | "unknown" | null,
  /** Of the oldest figure in it */
  year: number | null,
];

/** What a state was to an organisation. */
export interface Answer {
  org: string;
  name: string;
  /** What to say on which days, none overlapping */
  days: AnswerLine[];
  /** The whole of it in a line, whatever the day */
  story: string;
}

/** A sentence that holds over some days. */
export type AnswerLine = [
  from: Day,
  /** First day after; null goes on */
  until: Day | null,
  text: string,
  sources: SourceId[],
];

/** How a state of one status is filled and outlined. */
export interface AreaLook {
  fill: Colour;
  line: Colour;
  /** Pixels */
  width: number;
  dash: "solid" | "dash" | "dot";
  /** One of "" "/" "\\" "x" "." */
  hatch: string;
  /** Colour of the hatch; empty for none */
  ink: string;
  /** Whether the fill is more than the land's own */
  filled: boolean;
}

/** Where the arrows of an operation end. */
export interface Arrival {
  /** First day */
  from: Day;
  /** First day after; null goes on */
  until: Day | null;
  /** First day of its certain part; null: none is */
  cfrom: Day | null;
  /** First day after its certain part; null goes on */
  cuntil: Day | null;
  /** Of the total, or of an arrow; each is of one ring */
  id: MapId;
  /** The total and all contingents */
  ids: MapId[];
  /** Of the operation, in the language of the file */
  name: string;
  /** km */
  x: number;
  /** km */
  y: number;
  /** Whether no source gives the place: it is the country's, or a middle */
  soft: boolean;
  /** The total, in order of days */
  men: Men[];
  /** Symbols of the same people, not drawn beside it */
  hides: MapId[];
}

/** A question to click, and the link that answers it. */
export interface Asked {
  /** In the language of the file */
  text: string;
  /** Of a link of the page, without the question mark */
  query: string;
}

/** What a question must ask for to find an entry. */
export type Asks = [
  /** Keys of `asked` */
  kinds: string[],
  /** That find it too */
  numbers: number[],
  /** To show with it; empty for none */
  lens: string,
  /** The answer below its title */
  line: string,
];

/** The timeline with everything needed to draw it: what the page starts with. */
export interface AtlasFile {
  /** Of the facts: the horizon and a hash of the tables */
  version: string;
  /** In the language of the file */
  title: string;
  /** In the language of the file */
  subject: string;
  /** First day of the atlas */
  first: Day;
  /** Last day of the atlas */
  horizon: Day;
  defaults: Defaults;
  /** Group of operators -> title */
  groups: { [name: string]: string };
  /** What says most of a state's part first */
  status_rank: ("signatory" | "member" | "frozen" | "suspended" | "observer" | "associate" | "partner" | "former")[];
  /** Days that an event stays on the map after its last day */
  linger: number;
  views: View[];
  countries: Country[];
  lenses: Lens[];
  /** Lens -> state -> what it held, in order, none overlapping */
  memberships: { [name: string]: { [state: string]: Held[] } };
  /** In drawing order */
  layers: Layer[];
  /** In order of layer, rank and id */
  marks: Mark[];
  sectors: Sector[];
  /** In order of host and operator */
  troops: Presence[];
  /** In order of id */
  posts: Post[];
  /** In order of id */
  flows: Flow[];
  /** In order of id */
  arrivals: Arrival[];
  /** In order of days */
  pulses: Pulse[];
  /** In order of their first day */
  events: Event[];
  /** One entry a day, in order */
  changes: Change[];
  /** One for each day on which a count changes */
  band: Count[];
  /** Whose boundaries, from whose point of view */
  boundary_source: string;
  /** The licence of the facts and whom to name; empty for none */
  licence: string;
  notes: Note[];
  not_covered: NotCovered[];
  /** View -> what is told of it */
  findings: { [name: string]: Findings };
  /** Lens, without the default one -> what is told of it */
  lens_findings: { [name: string]: Findings };
  /** The title spelled out; may be empty */
  name_long: string;
  /** What the atlas tells, in a sentence; may be empty */
  tagline: string;
  /** To begin with */
  questions: Asked[];
  style: { [name in "light" | "dark" | "contrast"]: Looks };
  /** Key of an icon -> SVG */
  icons: { [name in "light" | "dark" | "contrast"]: { [name: string]: string } };
  words: Words;
  titles: Titles;
  /** Which way the language is written */
  direction: "ltr" | "rtl";
  /** PROJ string of the map */
  proj: string;
  /** Layers in the order in which marks get places */
  mark_order: string[];
  /** Of user layers, in their order */
  own_colours: Colour[];
  /** West, south, east, north of what the atlas is about, in degrees */
  extent: Extent | null;
  /** Weight of type -> letter of a name -> 2048ths of an em to the next */
  advances: { [name: string]: { [name: string]: number } };
  /** Inside them fine outlines exist */
  fine: Path[];
  /** Whether the ground has any */
  relief: boolean;
  /** The middle of the map stays in it */
  limits: Box;
  /** What was only announced, a sentence each */
  plans: string[];
  /** Tables a first map needs that have no rows */
  unfilled: string[];
  /** What has a card and no place on the map */
  unplaced: MapId[];
  tours: TourSize[];
  /** What a link can say, in its order */
  link: LinkOption[];
}

/** An axis that nobody sees. */
export interface Axis {
  visible: boolean;
  showgrid: boolean;
  zeroline: boolean;
  fixedrange: boolean;
  /** km */
  range: number[];
  scaleanchor?: string;
  scaleratio?: number;
}

/** The one number that the timeline draws. */
export interface Band {
  /** In the language of the file */
  title: string;
  steps: Step[];
  /** Group whose colour it has, or `member` */
  accent: string;
}

/** A small chart that counts. */
export interface BarTally {
  kind: "bars";
  /** In the language of the file */
  title: string;
  rows: TallyRow[];
  note: string;
}

/** All forces in a state, where a source counts fewer than the card's own figure. */
export type Beside = [
  from: Day,
  /** First day after */
  until: Day,
  /** Whose, where and how many, in words */
  text: string,
  sources: SourceId[],
];

/** Personnel on the guarded border by guard, and who guarded each sector. */
export interface BorderChart {
  series: GuardSeries[];
  items: Item[];
  /** A stay each, of kind: the guard's state */
  sectors: Item[];
  /** The sectors */
  lanes: Series[];
}

/** A frame in projected kilometres. */
export type Box = [
  x0: number,
  y0: number,
  x1: number,
  y1: number,
];

/** What is said of something that can be selected. */
export interface Card {
  /** Of a state: who has people there */
  troops?: Troops[];
  /** Of a part said to be more than the whole */
  beside?: Beside[];
  /** Of an event: its first day */
  day?: Day | null;
  /** Of a state: its part in organisations */
  answers?: Answer[];
  /** Of a state: troops there, in words */
  hosting?: AnswerLine[];
  /** In the language of the file */
  title: string;
  /** Its name in the other language */
  other: string;
  kind: string;
  facts: Fact[];
  /** In words */
  since: string;
  /** In words */
  until: string;
  note: string;
  /** In order of date, those without one first */
  strengths: Figure[];
  counting: Counting[];
  /** In order of date, those without one first */
  equipment: Equipment[];
  /** In order of signature */
  agreements: Agreement[];
  history: HistoryLine[];
  /** Other cards */
  related: MapId[];
  /** The best first */
  sources: SourceId[];
}

/** The certain part of a stay; null as in the timeline. */
export type Certain = [
  from: string | null,
  until: string | null,
];

/** What changed on a day. */
export interface Change {
  day: Day;
  /** The date in words, as exact as the sources */
  when: string;
  /** Whether `when` is the day itself */
  exact: boolean;
  /** One sentence without a full stop */
  text: string;
  /** 1 to 3, 3 for turning points */
  weight: number;
}

/** The series of the linked charts. */
export interface Charts {
  charts: AllCharts;
  sources: { [sourceId: string]: NamedSource };
}

/** What pictures cite besides what cards do. */
export interface Cited {
  /** Behind the boundaries of every map */
  boundaries: SourceId[];
  /** Behind what lies under it */
  ground: SourceId[];
  /** Row of memberships.csv or border_guards.csv -> the sources of it alone */
  rows: { [name: string]: SourceId[] };
}

/** #rrggbb */
export type Colour = string;

/** A column, and how the page shows, sorts and filters it. */
export interface Column {
  id: string;
  kind: "text" | "date" | "age" | "number";
}

/** How many states are bound by the default lens from a day on. */
export type Count = [
  from: Day,
  bound: number,
  /** Of these only signed */
  signed: number,
];

/** What counts from a day on; `low` null where nothing does. */
export type Counting = [
  from: Day,
  low: number | null,
  high: number | null,
  /** Its date in words */
  as_of: string,
  /** First day on which the figure is old */
  old_from: Day | null,
  /** First day on which it is only the last known */
  last_known_from: Day | null,
  /** Which of the card's `strengths` are behind it */
  figures: number[],
];

/** A state of the map. */
export interface Country {
  id: State;
  /** In the language of the file */
  name: string;
  name_ru: string;
  /** Where its name stands; null: on no map */
  label: Point | null;
  /** In order of days; without, always as `name` has it */
  names?: NamedFrom[];
  /** Around its largest part; in `atlas` alone */
  bounds?: Box | null;
}

/** Where two sectors of a border meet, and the unit vector square to its run there. */
export type Cut = [
  one: MapId,
  other: MapId,
  /** km, as `y` */
  x: number,
  y: number,
  nx: number,
  ny: number,
];

/** What a figure has besides its traces. */
export interface Cuts {
  cuts: Cut[];
}

/** A date of a table. */
export type DateCell = [
  /** What it sorts by */
  day: Day | null,
  words: string,
];

/** The first and the last date of something in EDTF, as exact as the sources. */
export type Dated = [
  first: string,
  last: string,
];

/** Proleptic Gregorian ordinal: 1 is 1 January of year 1 */
export type Day = number;

/** What the page starts with. */
export interface Defaults {
  view: string;
  lens: string;
  date: Day;
  layers: string[];
}

/** The cards of everything that can be selected. */
export interface Details {
  sources: { [sourceId: string]: Source };
  cards: { [mapId: string]: Card };
  cited: Cited;
}

/** An area whose belonging is disputed; a ring where its outline is not known. */
export interface DisputedArea {
  id: MapId;
  name: string;
  /** The sentence about it */
  told: string;
  /** km */
  x: number;
  /** km */
  y: number;
}

/** Something that can be found. */
export type Entry = [
  group: string,
  /** In the language of the file */
  title: string,
  kind: string,
  /** Decides between what matches alike, the greater first */
  rank: number,
  targets: Target[],
  /** Numbers of `words`: of its name, other names, what and where it is, its text */
  fields: number[][],
  /** Null: it is found by its words */
  asks: Asks | null,
];

/** A report of equipment. */
export interface Equipment {
  day: Day | null;
  when: string;
  text: string;
  /** In words; empty: it is there */
  kind: string;
  /** The best first */
  sources: SourceId[];
}

/** Something that happened. */
export interface Event {
  id: MapId;
  /** First day */
  day: Day;
  /** It leaves the map */
  until: Day;
  kind: string;
  /** In the language of the file */
  title: string;
  /** The first day in words, as exact as the sources */
  when: string;
  /** 1 to 3, 3 for turning points */
  weight: number;
}

/** Exercises by size; kind `unknown` where no source gives one. */
export interface ExercisesChart {
  series: Series[];
  items: Item[];
}

/** A part of the world in degrees. */
export type Extent = [
  west: number,
  south: number,
  east: number,
  north: number,
];

/** A line of a card's head. */
export type Fact = [
  label: string,
  value: string,
];

/** A figure of people that a source gives. */
export interface Figure {
  /** Earliest day that its date means; null: undated */
  day: Day | null;
  /** Its date in words */
  as_of: string;
  /** People; null where no source says */
  low: number | null;
  /** People; null where no source says */
  high: number | null;
  /** In words */
  kind: string;
  /** Whether it can count as a strength at all */
  counts: boolean;
  text: string;
  /** The best first */
  sources: SourceId[];
}

/** What is told of a view, or of a lens, day by day. */
export interface Findings {
  /** In order of days; each holds until the next */
  headlines: Headline[];
  /** Each once */
  tallies: (BarTally | SpanTally)[];
  /** Those that concern it, in order */
  changes: LastChange[];
  /** At most 7, the most important first */
  turns: Turn[];
  band: Band;
}

/** What one sender has in one operation: an arrow. */
export interface Flow {
  /** Where it is */
  at?: State[];
  /** Operator, owner, sender or guard */
  by?: string;
  /** Its size, as units.csv has it */
  echelon?: string;
  /** In what role, as deployments.csv has it */
  role?: string;
  /** In order of days */
  men?: Men[];
  /** First day */
  from: Day;
  /** First day after; null goes on */
  until: Day | null;
  /** First day of its certain part; null: none is */
  cfrom: Day | null;
  /** First day after its certain part; null goes on */
  cuntil: Day | null;
  /** Of the first of `ids` */
  id: MapId;
  /** What it stands for */
  ids: MapId[];
  /** Its switch */
  layer: string;
  kind: string;
  /** Where it ends: a row of `arrivals` */
  place: string;
  /** Group of the sender */
  accent: string;
  /** km: where it begins */
  x: number;
  /** km */
  y: number;
  /** Whether its number is what the total leaves, at most */
  derived: boolean;
  /** How wide it is, as a share of the usual width: 1 */
  size?: number;
}

/** How letters that sound alike are made the same. */
export type Fold = [
  /** Regular expression */
  pattern: string,
  replacement: string,
];

/** The typeface of the figure. */
export interface Font {
  family: string;
  size: number;
}

/**
 * What lies under the map: paths of SVG, in steps of `unit` km, y downwards. Empty for an atlas
 * without ground.
 */
export interface GroundFile {
  unit: number;
  /** Of the rest of the world; its rings may touch */
  land: string;
  lakes: string;
  /** Large ones */
  rivers: string;
  /** All others */
  streams: string;
  /** Outlines that are known */
  disputed: { [mapId: string]: string };
  /** The finest first */
  relief: ReliefSheet[];
}

/** Units that sources count together, and that no map shows. */
export interface Grouping {
  id: MapId;
  layer: string;
  /** In the language of the file */
  name: string;
  /** Group of its operator, host for none */
  group: string;
  /** Where it is */
  at?: State[];
  /** Operator, owner, sender or guard */
  by?: string;
  /** Its size, as units.csv has it */
  echelon?: string;
  /** In what role, as deployments.csv has it */
  role?: string;
  /** In order of days */
  men?: Men[];
  /** Whose figures are its own: a key of `strengths` */
  subject: string;
}

/** How the line of a guard is broken. */
export interface GuardLine {
  /** A share of `sector_width` */
  width: number;
  /** Dashes and gaps in turn, in pixels at full width */
  dash: number[];
}

/** The people of one guard of the border. */
export interface GuardSeries {
  id: string;
  /** In the language of the file */
  title: string;
  /** Whose colour it has */
  guard: State;
}

/** Who guarded a sector over some days. */
export type Guarded = [
  from: Day,
  /** First day after; null goes on */
  until: Day | null,
  /** State; empty where troops had no clear one */
  country: string,
  force: string,
  /** First day of its certain part; null: none is */
  cfrom: Day | null,
  /** First day after its certain part; null goes on */
  cuntil: Day | null,
  /** Row of border_guards.csv */
  guard: string,
];

/** The pattern of an area, none at first. */
export interface Hatch {
  shape: string;
  bgcolor: Colour;
  fgcolor: Colour;
  size: number;
  solidity: number;
}

/** What a sentence says of a view from a day on, until the next. */
export type Headline = [
  from: Day,
  /** Without a date and a full stop */
  text: string,
  /** Which of `tallies` counts what it speaks of */
  tally: number | null,
];

/** A state's status in a lens over some days. */
export type Held = [
  from: Day,
  /** First day after; null goes on */
  until: Day | null,
  status: "signatory" | "member" | "frozen" | "suspended" | "observer" | "associate" | "partner" | "former",
  /** First day of its certain part; null: none is */
  cfrom: Day | null,
  /** First day after its certain part; null goes on */
  cuntil: Day | null,
  /** Rows of memberships.csv behind it */
  memberships: string[],
];

/** A line of a card's history. */
export interface HistoryLine {
  from: Day;
  /** First day after; null goes on */
  until: Day | null;
  text: string;
  /** Start in words */
  since: string;
  /** Last day in words */
  end: string;
  note: string;
  /** The best first */
  sources: SourceId[];
  /** Of a state: the organisation */
  org?: string;
}

/** A small map within a wide one; see docs/explanation/insets.md. */
export interface Inset {
  /** In the language of the file */
  title: string;
  /** Id of the view as which it is turned */
  view: string;
  /** What it shows, as a view's; in km */
  box: Box;
  /** Of the map, at which it may stand, the best first */
  sides: ("north" | "north-east" | "east" | "south-east" | "south" | "south-west" | "west" | "north-west")[];
}

/** A point or a bar of a chart; never a sum or a mean. */
export interface Item {
  /** ISO 8601 date */
  from: string;
  /** The same for one date; the first day after a stay; null: it goes on */
  to: string | null;
  /** Its series */
  series: string;
  dated: Dated;
  /** In words */
  when: string;
  text: string;
  kind: string;
  /** Null: no source gives a number */
  low: number | null;
  high: number | null;
  marks: MapId[];
  sources: SourceId[];
}

/** A change that concerns a view. */
export type LastChange = [
  /** Which of `changes` */
  change: number,
  /** Its date in words; null: as there */
  when: string | null,
  /** What of it concerns the view; null for all of it */
  text: string | null,
];

/** A switch of the map. */
export interface Layer {
  id: string;
  /** In the language of the file */
  title: string;
  /** The atlas has nothing of it: not listed */
  empty?: boolean;
}

/** The layout of the base figure. */
export interface Layout {
  /** Plotly's, empty */
  template: { [name: string]: { [name: string]: ({ [name: string]: string })[] } };
  paper_bgcolor: Colour;
  plot_bgcolor: Colour;
  margin: { [name: string]: number };
  font: Font;
  xaxis: Axis;
  yaxis: Axis;
  dragmode: string;
  hovermode: string;
  showlegend: boolean;
  meta: Cuts;
}

/** What comparing two days needs: all that comes and goes, and who says so. */
export interface Ledger {
  /** Of differences, in their order */
  kinds: string[];
  /** That make a state part of an alliance */
  bound: ("signatory" | "member" | "frozen" | "suspended" | "observer" | "associate" | "partner" | "former")[];
  /** Row of memberships.csv -> sources */
  memberships: { [name: string]: SourceId[] };
  /** Row of border_guards.csv -> sources */
  guards: { [name: string]: SourceId[] };
  things: Thing[];
  groupings: Grouping[];
  /** Subject -> steps, in order */
  strengths: { [name: string]: LedgerStep[] };
}

/** What counts from a day on; `low` null where nothing does. */
export type LedgerStep = [
  from: Day,
  low: number | null,
  high: number | null,
  /** Its date in words */
  as_of: string,
  sources: SourceId[],
  /** First day on which the figure is old */
  old_from: Day | null,
  /** First day on which it is only the last known */
  last_known_from: Day | null,
];

/** Organisations through which states are coloured. */
export interface Lens {
  id: string;
  /** In the language of the file */
  title: string;
  /** Later ones speak before earlier ones */
  orgs: string[];
}

/** A name of a link: where the page keeps its value, and how it is read and written. */
export interface LinkOption {
  name: string;
  /** Another name for it */
  alias?: string;
  /** What the page's view calls it */
  key: string;
  /** Which reader and writer it has */
  kind: string;
  /** Value where a link says nothing; a day is an ordinal */
  initial?: string | number | boolean | string[] | number[] | null;
  /** A link says it even where it is the default */
  always?: boolean;
  /** The key without which it is not written */
  beside?: string;
  /** Pictures are asked for it too */
  still?: boolean;
  /** Films are asked for it too */
  film?: boolean;
  values?: string[];
  /** Another word -> value */
  also?: { [name: string]: string };
  least?: number;
  most?: number;
}

/** Everything visible of one theme. */
export interface Looks {
  name: string;
  water: Colour;
  land: Colour;
  border: Colour;
  text: Colour;
  text_soft: Colour;
  halo: Colour;
  paper: Colour;
  rule: Colour;
  leader: Colour;
  /** Edge of seas and lakes */
  shore: Colour;
  river: Colour;
  water_text: Colour;
  town: Colour;
  disputed_line: Colour;
  /** Of the hatch of disputed areas */
  disputed_ink: Colour;
  /** Of the date beside the finding */
  headline: Colour;
  /** Of the day on the timeline, under `flag_text` */
  flag: Colour;
  flag_text: Colour;
  neutral: AreaLook;
  statuses: { [name: string]: AreaLook };
  /** State, `none` or `unknown` -> colour of a line */
  guards: { [name: string]: Colour };
  /** The same -> colour of words about them */
  guard_texts: { [name: string]: Colour };
  /** The same -> how the line is broken */
  guard_lines: { [name: string]: GuardLine };
  /** Those of the atlas's groups, and of no group */
  accents: { [name: string]: Accent };
  /** Of charts, for states that have none as guards */
  series: Colour[];
  /** Pen of annotations -> its colour */
  pens: { [name: string]: Colour };
  /** None where the style is plain */
  relief: Relief | null;
  /** Pixels */
  sector_width: number;
  /** Of type, in pixels, the smallest first */
  sizes: number[];
  font: string;
}

/** The base figure of Plotly: outlines and border lines, which dates only colour. */
export interface MapFigure {
  data: Trace[];
  layout: Layout;
}

/** What can be selected: kind, colon, own id; of a state its code alone */
export type MapId = string;

/** A symbol of the map, and the days on which it stands. */
export interface Mark {
  /** Where it is */
  at?: State[];
  /** Operator, owner, sender or guard */
  by?: string;
  /** Its size, as units.csv has it */
  echelon?: string;
  /** In what role, as deployments.csv has it */
  role?: string;
  /** In order of days */
  men?: Men[];
  /** First day */
  from: Day;
  /** First day after; null goes on */
  until: Day | null;
  /** First day of its certain part; null: none is */
  cfrom: Day | null;
  /** First day after its certain part; null goes on */
  cuntil: Day | null;
  id: MapId;
  /** Its switch; one of `layers` */
  layer: string;
  kind: string;
  /** km */
  x: number;
  /** km */
  y: number;
  /** Its symbol, the beginning of a key of `icons` */
  icon: string;
  /** Its plain symbol */
  plain: string;
  /** In the language of the file */
  name: string;
  /** 0 heads a stack */
  rank: number;
  /** Group of its operator, host for none; or event */
  accent: string;
  /** Whether the point is not exact */
  soft: boolean;
}

/** A state's status in a lens, a stay each. */
export interface MemberItem {
  /** ISO 8601 date */
  from: string;
  /** The same for one date; the first day after a stay; null: it goes on */
  to: string | null;
  /** Its series */
  series: string;
  dated: Dated;
  /** In words */
  when: string;
  text: string;
  kind: string;
  /** Null: no source gives a number */
  low: number | null;
  high: number | null;
  marks: MapId[];
  sources: SourceId[];
  certain: Certain;
  lens: string;
}

/** Each state's status by lens. */
export interface MembersChart {
  series: Series[];
  items: MemberItem[];
}

/** The figure of people that counts from a day on; null where none does. */
export type Men = [
  from: Day,
  low: number | null,
  high: number | null,
];

/** What a trace is of; a state may have several, no two on one day. */
export interface Name {
  /** Where it does not hold on every day: the first; null: open */
  from?: Day | null;
  /** The first on which it no longer holds; null: open */
  until?: Day | null;
  /** States whose land it is on these days, besides its own */
  of?: State[];
  /**
   * In place of `x` and `y`, of each ring: points of another trace (its number, the first, how
   * many) or a point (x and y); the last, which is the first, is left out
   */
  runs?: number[][][];
  /** `land`: all states that never have a status or change */
  id: MapId | "land";
  /** Of `land` alone: whose its rings are, one after the other */
  parts?: Part[];
}

/** What a state is called from a day on. */
export type NamedFrom = [
  from: Day,
  /** In the language of the file */
  name: string,
];

/** A source that an item names. */
export interface NamedSource {
  title: string;
  publisher: string;
  /** EDTF; empty where unknown */
  date: string;
  /** Empty for a document without one */
  url: string;
}

/** What the facts leave out. */
export interface NotCovered {
  /** First day on which it is missed; null: always was */
  from: Day | null;
  /** First day after; null goes on */
  until: Day | null;
  /** In the language of the file */
  text: string;
  /** Where; null for every map */
  box: Box | null;
}

/** The sentence about disputed areas from a day on; empty for none. */
export type Note = [
  from: Day,
  text: string,
];

/** How many rings of a path are those of a state. */
export type Part = [
  state: MapId,
  rings: number,
];

/** A closed path in projected kilometres. */
export type Path = [
  xs: number[],
  ys: number[],
];

/** What on the ground has a name. */
export interface Places {
  towns: TownName[];
  waters: WaterName[];
  disputed: DisputedArea[];
}

/** A place in projected kilometres. */
export type Point = [
  x: number,
  y: number,
];

/** A body of troops of which a number is known on some days, at one site or several. */
export interface Post {
  /** Row of units.csv or sites.csv, a colon and its host */
  id: string;
  /** Group of its operator */
  accent: string;
  /** Its symbols */
  marks: MapId[];
  /** In order of days */
  steps: Amount[];
}

/** How many people of one side there are in a country. */
export interface Presence {
  at: State;
  /** Operator: ISO 3166-1 or an organisation */
  by: string;
  /** Group of its operator */
  accent: string;
  /** km: where the name of the country stands, for days without a mark */
  x: number;
  /** km */
  y: number;
  /** How large its circle is, as a share of the usual size: 1 */
  size?: number;
  /** In order of days */
  steps: Amount[];
}

/** A day on which somebody left or took over, and where: km. */
export type Pulse = [
  day: Day,
  x: number,
  y: number,
];

/** How strongly relief lies on the land: opacities of shade and of light. */
export interface Relief {
  shade: Colour;
  light: Colour;
  /** In views of a few states */
  close: number[];
  /** In the whole map */
  wide: number[];
  /** In small maps in a corner */
  inset: number[];
  /** At scales finer than the relief's own */
  blurred: number[];
}

/** Relief of a part of the plane: grey, flat at 128, shade below and light above. */
export interface ReliefSheet {
  /** x0, y0, x1, y1 in km */
  box: number[];
  /** A WebP picture in base64 */
  webp: string;
}

/** How a map is turned: cosine and sine of the angle, and about which place, in km. */
export type Rotation = [
  cos: number,
  sin: number,
  x: number,
  y: number,
];

/** The index of everything that can be found. */
export interface SearchIndex {
  /** A character -> Latin letters */
  letters: { [name: string]: string };
  /** In order */
  folds: Fold[];
  /** What questions ask for -> words */
  asked: { [name: string]: string[] };
  words: Word[];
  entries: Entry[];
}

/** A sector of the guarded border. */
export interface Sector {
  /** Row of border_sectors.csv */
  id: string;
  /** In the language of the file */
  name: string;
  /** In order, none overlapping */
  spells: Guarded[];
}

/** Drugs seized, by year. */
export interface SeizuresChart {
  series: Series[];
  /** Kind `whole`: a year's operation; `part`: a stage */
  items: Item[];
  /** Sums over years, which belong to no year */
  several: Item[];
  /** Years between of which no figure is known */
  gaps: string[];
  unit: string;
}

/** A sentence of a stop, and who says so. */
export interface Sentence {
  text: string;
  sources: SourceId[];
}

/** What is told of a file that somebody brings along, by key; `{name}` is filled in. */
export interface Sentences {
  /** Why a file cannot be read */
  problem: { [name: string]: string };
  /** Why a row is not used */
  reason: { [name: string]: string };
  /** What was read otherwise than it stands there */
  note: { [name: string]: string };
}

/** A row or a column of a chart. */
export interface Series {
  id: string;
  /** In the language of the file */
  title: string;
}

/** Who says so, as a card lists it. */
export interface Source {
  title: string;
  publisher: string;
  /** EDTF; empty where unknown */
  date: string;
  /** Empty for a document without one */
  url: string;
  note: string;
  /** It only repeats; it only gives points */
  worth: "" | "copy" | "points";
  /** Its date in words */
  when?: string;
  /** When it was read, in words */
  read?: string;
  /** 1 the best to 5 */
  rank?: number;
  /** Who said it first, of a copy */
  original?: string;
}

/** A row of sources.csv */
export type SourceId = string;

/** A row of days: who guarded a sector when. */
export interface SpanRow {
  /** In the language of the file */
  label: string;
  spells: Watch[];
}

/** A small chart of who held what when. */
export interface SpanTally {
  kind: "spans";
  /** In the language of the file */
  title: string;
  rows: SpanRow[];
  note: string;
}

/** ISO 3166-1 alpha-3 code */
export type State = string;

/** How many from a day on. */
export type Step = [
  from: Day,
  n: number,
];

/** A stop of a tour. */
export interface Stop {
  /** In the language of the file */
  title: string;
  sentences: Sentence[];
  view: StopView;
}

/** What the map shows at a stop. */
export interface StopView {
  day: Day;
  view: string;
  lens: string;
  layers: string[];
  /** What has its card open */
  selection: MapId | null;
  /** The frame where no view fits */
  box: Box | null;
}

/** The line of a trace. */
export interface Stroke {
  color: Colour;
  width: number;
  dash?: "solid" | "dash" | "dot";
  simplify?: boolean;
}

/** A table of the dock. */
export interface Table {
  id: string;
  columns: Column[];
  rows: TableRow[];
}

/** A row of a table, and the days on which it holds. */
export type TableRow = [
  /** What it selects; empty: nothing */
  id: MapId | "",
  /** Null where nobody knows since when */
  from: Day | null,
  /** First day after; null goes on */
  until: Day | null,
  /** First day of its certain part; null: none is */
  cfrom: Day | null,
  /** First day after its certain part; null goes on */
  cuntil: Day | null,
  /** One for each column */
  cells: (string | number | DateCell | AgeCell | null)[],
  sources: SourceId[],
];

/** The tables of the page. */
export interface Tables {
  tables: Table[];
  /** The line that cites it */
  sources: { [sourceId: string]: string };
}

/** A bar: how many people, or states, of one. */
export interface TallyRow {
  /** In the language of the file */
  label: string;
  low: number | null;
  /** Null: no number is known */
  high: number | null;
  /** The number in words, with its date where it is old */
  text: string;
  /** Group whose colour it has, host for none */
  accent: string;
  /** Not certain, or old */
  hollow: boolean;
  /** A member of the alliance on the day */
  strong: boolean;
}

/** Something to select when an entry is chosen. */
export type Target = [
  id: MapId,
  place: string,
  years: string,
  from: Day | null,
  until: Day | null,
  /** First day on which it certainly was there */
  sure: Day | null,
  point: Point | null,
];

/** A site, point, deployment or grouping, with a place on the map or without. */
export interface Thing {
  id: MapId;
  layer: string;
  /** In the language of the file */
  name: string;
  /** First day */
  from: Day;
  /** First day after; null goes on */
  until: Day | null;
  /** First day of its certain part; null: none is */
  cfrom: Day | null;
  /** First day after its certain part; null goes on */
  cuntil: Day | null;
  /** Group of its operator, host for none */
  group: string;
  /** Whose figures are its own: a key of `strengths` */
  subject?: string;
  /** Of a deployment: row of sites.csv; empty: unknown */
  place?: string;
  /** Of a deployment: the name of that site */
  where?: string;
  /** Where it is */
  at?: State[];
  /** Operator, owner, sender or guard */
  by?: string;
  /** Its size, as units.csv has it */
  echelon?: string;
  /** In what role, as deployments.csv has it */
  role?: string;
  /** In order of days */
  men?: Men[];
  sources: SourceId[];
  kind: string;
}

/** Words of vocabularies by key. */
export interface Titles {
  status: { [name: string]: string };
  kinds: { [name: string]: string };
  owners: { [name: string]: string };
  guards: { [name: string]: string };
}

/** A guided tour. */
export interface Tour {
  /** In the language of the file */
  title: string;
  stops: Stop[];
}

/** How long a tour is, before it is loaded. */
export interface TourSize {
  id: string;
  stops: number;
}

/** A town that the map may show. */
export interface TownName {
  id: string;
  name: string;
  /** km */
  x: number;
  /** km */
  y: number;
  /** 0 for a capital, then by size, 1 for the largest */
  rank: number;
  country: MapId;
}

/** Outlines of states or the line of a sector, with neutral looks. */
export interface Trace {
  type: "scatter";
  mode: "lines";
  meta: Name;
  name: string;
  /** km; null between rings */
  x: (number | null)[];
  y: (number | null)[];
  line: Stroke;
  hoverinfo: string;
  showlegend: boolean;
  fill?: "toself";
  fillcolor?: Colour;
  fillpattern?: Hatch;
  hoveron?: string;
}

/** The people of one side in a state. */
export interface Troops {
  who: string;
  steps: TroopsStep[];
}

/** How many people one side has in a state over some days. */
export type TroopsStep = [
  from: Day,
  /** First day after */
  until: Day,
  low: number,
  high: number,
  /** As of when and how counted, in words */
  basis: string,
  age: "fresh" | "old" | "last_known",
  sources: SourceId[],
];

/** A turning point that the timeline names. */
export type Turn = [
  day: Day,
  /** Its year and a few words */
  text: string,
];

/** A named frame in projected kilometres; turned about its middle, if it is. */
export interface View {
  id: string;
  /** In the language of the file */
  title: string;
  /** Which outlines it shows */
  level: "coarse" | "fine";
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  rotation: Rotation | null;
  /** As printed on the map */
  projection: string;
  insets: Inset[];
}

/** Who kept a sector over some days. */
export type Watch = [
  from: Day,
  /** First day after; null goes on */
  until: Day | null,
  /** State, or `none`: a key of the looks' `guards` */
  guard: string,
  certain: boolean,
];

/** A name of a water and where it may stand, in km. */
export interface WaterName {
  id: string;
  name: string;
  /** What it is */
  kind: "lake" | "river" | "sea";
  rank: number;
  /** Its middle */
  at: number[];
  /** How much room it has, in km */
  span: number;
  /** Along which it may run, from west to east */
  line: number[][];
}

/** A word of the index. */
export type Word = [
  word: string,
  /** Empty where it is the word itself */
  sound: string,
];

/** Section -> key -> text of `locale/` */
export type Words = { [name: string]: string | string[] | Words };

/** What the page loads: each file once per language, but for maps, grounds and letters. */
export interface PageFiles {
  /** The page starts with it. */
  atlas: AtlasFile;
  /** The page starts with it. */
  "map-coarse": MapFigure;
  /** Loaded in close views. */
  "map-fine": MapFigure;
  /** Loaded after the first view. */
  ground: GroundFile;
  /** Loaded in close views. */
  "ground-fine": GroundFile;
  /** Loaded after the first view. */
  places: Places;
  /** Loaded when something is first selected. */
  details: Details;
  /** Loaded when two days are first compared. */
  ledger: Ledger;
  /** Loaded when the search is first opened. */
  search: SearchIndex;
  /** Loaded when a tour begins; by id. */
  tours: { [name: string]: Tour };
  /** Loaded when the dock is first opened. */
  charts: Charts;
  /** Loaded when the dock is first opened. */
  tables: Tables;
  /** Loaded when somebody brings a file along. */
  reading: Sentences;
  /** Loaded when the page first draws a picture. */
  letters: { [name in "400" | "600" | "italic"]: { [name: string]: string } };
}
