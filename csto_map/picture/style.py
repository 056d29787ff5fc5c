"""The one place for looks: colours, hatches, line widths and type sizes.

Nothing else in the project names a colour. The page's CSS tokens are made from
here by `css_tokens`; a test holds the committed file equal to its output.

Status is never shown by colour alone: every status differs from every other by
hatch, dash, or whether it is filled, and so survives greyscale printing and
colour-blind eyes. Guards of a border differ by dash as well as by hue; what is not
certain is hollow: a line with a light core, a symbol with a light body.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from types import MappingProxyType
from typing import Literal

Dash = Literal["solid", "dash", "dot"]


@dataclass(frozen=True, slots=True)
class AreaLook:
    r"""How a country of one status is filled and outlined.

    `hatch` is one of ``"" "/" "\\" "x" "."`` and is drawn in `ink`; `width` is
    in screen pixels. `filled` is False when the fill is only the land's own.
    """

    fill: str
    line: str
    width: float
    dash: Dash = "solid"
    hatch: str = ""
    ink: str = ""
    filled: bool = True


@dataclass(frozen=True, slots=True)
class GuardLine:
    """
    How the line of a guard is broken, besides its colour.

    `width` is a share of the style's, `dash` lengths of dashes and gaps in turn, in pixels of a
    line at its full width; none for an unbroken one.
    """

    width: float
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Accent:
    """
    Colours of one operator group.

    Its symbols are a `body` under a `mark`, edged in `edge`. Its circles, rings and
    arrows are drawn in `line`, what is said of it on the map is written in `text`, and
    `hollow` fills what is not certain or old inside its `line`.
    """

    body: str
    mark: str
    edge: str
    line: str
    text: str
    hollow: str


@dataclass(frozen=True, slots=True)
class Relief:
    """
    How strongly relief lies on the land, as opacities from 0 to 1.

    Each is a pair: of the `shade` colour on slopes turned away, of the `light` one on those
    turned to the sun. `close` is for views of a few countries, `wide` for the whole map,
    `inset` for small maps in a corner, and `blurred` for scales finer than the relief's own.
    """

    shade: str
    light: str
    close: tuple[float, float] = (0.40, 0.40)
    wide: tuple[float, float] = (0.34, 0.36)
    inset: tuple[float, float] = (0.26, 0.30)
    blurred: tuple[float, float] = (0.15, 0.26)


@dataclass(frozen=True, slots=True)
class Style:
    """
    Everything visible of one theme. Sizes in screen pixels, colours as #rrggbb.

    `shore` edges seas and lakes, `water_text` names them, `town` draws and names places.
    Disputed areas are hatched in `disputed_ink` within `disputed_line`. `pens` are what authors
    write annotations with. `headline` is for the
    date beside the finding, `flag` and `flag_text` for the day on the timeline. A style
    without `relief` is plain.
    """

    name: str
    water: str
    land: str
    border: str
    text: str
    text_soft: str
    halo: str
    paper: str
    rule: str
    leader: str
    shore: str
    river: str
    water_text: str
    town: str
    disputed_line: str
    disputed_ink: str
    headline: str
    flag: str
    flag_text: str
    neutral: AreaLook
    statuses: Mapping[str, AreaLook]
    guards: Mapping[str, str]
    guard_texts: Mapping[str, str]
    guard_lines: Mapping[str, GuardLine]
    accents: Mapping[str, Accent]
    pens: Mapping[str, str]
    relief: Relief | None = None
    sector_width: float = 7.0
    sizes: tuple[int, int, int, int] = (11, 13, 16, 24)
    font: str = "Inter"

    def status(self, name: str | None) -> AreaLook:
        """Return the look of a status; countries of no status are neutral."""
        return self.statuses.get(name, self.neutral) if name else self.neutral

    def guard(self, slot: str | None) -> str:
        """Return the line colour of a slot; an atlas says which state guards in which."""
        return self.guards.get(slot or "", self.guards["unknown"])

    def guard_line(self, slot: str | None) -> GuardLine:
        """Return how the line of a slot is broken."""
        return self.guard_lines.get(slot or "", self.guard_lines["unknown"])

    def guard_text(self, slot: str | None) -> str:
        """Return the colour in which a guard is written of; lines may be too light for it."""
        return self.guard_texts.get(slot or "", self.guard_texts["unknown"])

    def accent(self, group: str | None) -> Accent:
        """Return the accent of an operator group; unknown groups are host nations."""
        return self.accents.get(group or "host", self.accents["host"])

    def as_dict(self) -> dict[str, object]:
        """Return plain dicts and lists, as the compiled file for the browser holds them."""
        plain: dict[str, object] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, Mapping):
                plain[field.name] = {
                    k: v if isinstance(v, str) else asdict(v) for k, v in value.items()
                }
            elif isinstance(value, AreaLook | Relief):
                plain[field.name] = asdict(value)
            else:
                plain[field.name] = list(value) if isinstance(value, tuple) else value
        return plain


def _statuses(
    *,
    member: str,
    signatory: str,
    frozen: str,
    suspended: str,
    former: str,
    land: str,
    line: str,
    former_line: str,
    frozen_ink: str,
    suspended_ink: str,
    former_ink: str,
) -> Mapping[str, AreaLook]:
    return MappingProxyType(
        {
            "member": AreaLook(member, line, 1.3),
            "signatory": AreaLook(signatory, line, 1.4, "dash"),
            "frozen": AreaLook(frozen, line, 1.3, hatch="/", ink=frozen_ink),
            "suspended": AreaLook(suspended, line, 1.3, hatch="\\", ink=suspended_ink),
            # The stipple tells it from members where colours are lost: both are nearly as light.
            "former": AreaLook(former, former_line, 1.3, hatch=".", ink=former_ink),
            "observer": AreaLook(land, line, 1.6, "dot", filled=False),
            "associate": AreaLook(land, line, 1.6, "dash", filled=False),
            "partner": AreaLook(land, line, 1.6, filled=False),
        }
    )


# No two are alike, so that guards can be told apart without colour.
_GUARD_LINES: Mapping[str, GuardLine] = MappingProxyType(
    {
        "first": GuardLine(1.0, (20, 5, 6, 5)),
        "second": GuardLine(1.0),
        "third": GuardLine(0.86, (17, 6)),
        "fourth": GuardLine(0.86, (9, 11)),
        "fifth": GuardLine(0.86, (6, 4)),
        "sixth": GuardLine(0.86, (17, 4, 6, 4, 6, 4)),
        "seventh": GuardLine(0.86, (40, 8)),
        "none": GuardLine(0.5),
        "unknown": GuardLine(0.5, (6, 10)),
    }
)


def _pens(magenta: str, ink: str, blue: str, green: str) -> Mapping[str, str]:
    """Name the colours of annotations; none is one that the facts are drawn in."""
    return MappingProxyType({"magenta": magenta, "ink": ink, "blue": blue, "green": green})


def _guards(*colours: str) -> Mapping[str, str]:
    """Name the colours of guards: those of the seven slots, and of nobody or nobody known."""
    slots = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")
    *named, nobody = colours
    pairs = dict(zip(slots, named, strict=True))
    return MappingProxyType({**pairs, "none": nobody, "unknown": nobody})


LIGHT = Style(
    name="light",
    water="#dbe8ef",
    land="#f4f1e9",
    border="#b9b2a3",
    text="#1c2429",
    text_soft="#56616a",
    halo="#ffffff",
    paper="#fcfbf8",
    rule="#d9d5ca",
    leader="#37474f",
    shore="#8fb2c4",
    river="#86adc2",
    water_text="#2f667f",
    town="#4d565d",
    disputed_line="#6f5f3f",
    disputed_ink="#93876f",
    headline="#9c2430",
    flag="#1c2429",
    flag_text="#ffffff",
    neutral=AreaLook("#f4f1e9", "#b9b2a3", 0.8),
    statuses=_statuses(
        member="#bfd5e0",
        signatory="#dde9ef",
        frozen="#cfdde3",
        suspended="#dfe6e6",
        former="#e3dfd5",
        land="#f4f1e9",
        line="#2d6482",
        former_line="#6b6450",
        frozen_ink="#ffffff",
        suspended_ink="#a2bac4",
        former_ink="#c4bead",
    ),
    guards=_guards(
        "#7b8f9a", "#9c2430", "#16806a", "#b0741a", "#8a4fa3", "#2f6fbf", "#5c4a32", "#7b7f83"
    ),
    guard_texts=_guards(
        "#43545e", "#9c2430", "#0e5a49", "#7a4f0c", "#71398a", "#23548f", "#5c4a32", "#4d565d"
    ),
    guard_lines=_GUARD_LINES,
    accents=MappingProxyType(
        {
            "lead": Accent("#9c2430", "#ffffff", "#ffffff", "#9c2430", "#9c2430", "#ffffff"),
            "joint": Accent("#4b3b8f", "#ffffff", "#ffffff", "#4b3b8f", "#4b3b8f", "#ffffff"),
            "guest": Accent("#14709c", "#ffffff", "#ffffff", "#14709c", "#115a7e", "#ffffff"),
            "fourth": Accent("#00603a", "#ffffff", "#ffffff", "#00603a", "#00583a", "#ffffff"),
            "fifth": Accent("#2a4fd0", "#ffffff", "#ffffff", "#2a4fd0", "#2344b8", "#ffffff"),
            "sixth": Accent("#5a3210", "#ffffff", "#ffffff", "#5a3210", "#5a3210", "#ffffff"),
            "seventh": Accent("#93106a", "#ffffff", "#ffffff", "#93106a", "#860f61", "#ffffff"),
            "eighth": Accent("#5c6100", "#ffffff", "#ffffff", "#5c6100", "#4d5100", "#ffffff"),
            "host": Accent("#37474f", "#ffffff", "#ffffff", "#37474f", "#37474f", "#ffffff"),
            "event": Accent("#7d5a00", "#ffffff", "#ffffff", "#7d5a00", "#6b4d00", "#ffffff"),
        }
    ),
    pens=_pens("#a8105f", "#1c2429", "#1d4fb8", "#17692f"),
    relief=Relief("#5d6468", "#ffffff"),
)

# Deep slate, with the light style's order of lightness: water below land below members.
DARK = replace(
    LIGHT,
    name="dark",
    water="#111a21",
    land="#212b33",
    border="#4d5a63",
    text="#e9eef1",
    text_soft="#aab6bf",
    halo="#10171c",
    paper="#161e24",
    rule="#34414b",
    leader="#c8d2d9",
    shore="#3f6175",
    river="#44697f",
    water_text="#8ebfd6",
    town="#b7c1c8",
    disputed_line="#c4ad7c",
    disputed_ink="#8a7b5a",
    headline="#f59aa1",
    flag="#e9eef1",
    flag_text="#161e24",
    neutral=AreaLook("#212b33", "#4d5a63", 0.8),
    statuses=_statuses(
        member="#27495d",
        signatory="#253844",
        frozen="#263f4e",
        suspended="#2b3a42",
        former="#3a3a35",
        land="#212b33",
        line="#84b9d3",
        former_line="#b5ab92",
        frozen_ink="#6a92a6",
        suspended_ink="#5b7482",
        former_ink="#5a584e",
    ),
    guards=_guards(
        "#d9e2e8", "#e8646e", "#4fcfae", "#e3b14a", "#c08fd6", "#79aef0", "#bda27c", "#98a1a8"
    ),
    guard_texts=_guards(
        "#d9e2e8", "#f59aa1", "#6fdcc0", "#ecc56f", "#d0a8e2", "#9cc4f5", "#d2bc9b", "#b7c1c8"
    ),
    accents=MappingProxyType(
        {
            "lead": Accent("#c23b47", "#ffffff", "#12181d", "#e8646e", "#f59aa1", "#161e24"),
            "joint": Accent("#7a5fc9", "#ffffff", "#12181d", "#a08bea", "#b9a8f2", "#161e24"),
            "guest": Accent("#6db1f2", "#0b1622", "#12181d", "#6db1f2", "#92c5f6", "#161e24"),
            "fourth": Accent("#5fd08f", "#0b1622", "#12181d", "#5fd08f", "#5fd08f", "#161e24"),
            "fifth": Accent("#a5d2ff", "#0b1622", "#12181d", "#a5d2ff", "#a5d2ff", "#161e24"),
            "sixth": Accent("#ff9d5c", "#0b1622", "#12181d", "#ff9d5c", "#ff9d5c", "#161e24"),
            "seventh": Accent("#ff9fd6", "#0b1622", "#12181d", "#ff9fd6", "#ff9fd6", "#161e24"),
            "eighth": Accent("#e0ff9a", "#0b1622", "#12181d", "#e0ff9a", "#e0ff9a", "#161e24"),
            "host": Accent("#d7dee3", "#1a2228", "#12181d", "#d7dee3", "#d7dee3", "#161e24"),
            "event": Accent("#e3b341", "#1a1400", "#12181d", "#e3b341", "#ebc467", "#161e24"),
        }
    ),
    pens=_pens("#ff8ac4", "#e9eef1", "#93b8ff", "#7fdc9a"),
    relief=Relief(
        "#04080b",
        "#c9d8e2",
        close=(0.46, 0.11),
        wide=(0.40, 0.10),
        inset=(0.32, 0.08),
        blurred=(0.20, 0.07),
    ),
)

GREY = replace(
    LIGHT,
    name="grey",
    water="#ebebeb",
    land="#fafafa",
    border="#b4b4b4",
    text="#1a1a1a",
    text_soft="#555555",
    paper="#ffffff",
    rule="#cfcfcf",
    leader="#333333",
    shore="#9a9a9a",
    river="#a2a2a2",
    water_text="#555555",
    town="#4a4a4a",
    disputed_line="#4a4a4a",
    disputed_ink="#8a8a8a",
    headline="#1a1a1a",
    flag="#1a1a1a",
    neutral=AreaLook("#fafafa", "#b4b4b4", 0.8),
    statuses=_statuses(
        member="#c4c4c4",
        signatory="#e2e2e2",
        frozen="#d0d0d0",
        suspended="#e6e6e6",
        former="#e8e8e8",
        land="#fafafa",
        line="#2b2b2b",
        former_line="#5a5a5a",
        frozen_ink="#ffffff",
        suspended_ink="#a0a0a0",
        former_ink="#c0c0c0",
    ),
    guards=_guards(
        "#141414", "#3c3c3c", "#6e6e6e", "#8f8f8f", "#5f5f5f", "#7e7e7e", "#303030", "#858585"
    ),
    guard_texts=_guards(
        "#141414", "#2e2e2e", "#333333", "#333333", "#333333", "#333333", "#303030", "#4a4a4a"
    ),
    accents=MappingProxyType(
        {
            "lead": Accent("#1f1f1f", "#ffffff", "#ffffff", "#1f1f1f", "#1f1f1f", "#ffffff"),
            "joint": Accent("#5c5c5c", "#ffffff", "#ffffff", "#5c5c5c", "#404040", "#ffffff"),
            "guest": Accent("#6f6f6f", "#ffffff", "#ffffff", "#6f6f6f", "#404040", "#ffffff"),
            "fourth": Accent("#2f2f2f", "#ffffff", "#ffffff", "#2f2f2f", "#2f2f2f", "#ffffff"),
            "fifth": Accent("#6a6a6a", "#ffffff", "#ffffff", "#6a6a6a", "#404040", "#ffffff"),
            "sixth": Accent("#4a4a4a", "#ffffff", "#ffffff", "#4a4a4a", "#404040", "#ffffff"),
            "seventh": Accent("#d8d8d8", "#1f1f1f", "#1f1f1f", "#5a5a5a", "#404040", "#ffffff"),
            "eighth": Accent("#bdbdbd", "#1f1f1f", "#1f1f1f", "#4f4f4f", "#404040", "#ffffff"),
            "host": Accent("#ffffff", "#1f1f1f", "#1f1f1f", "#454545", "#333333", "#ffffff"),
            "event": Accent("#d0d0d0", "#1f1f1f", "#1f1f1f", "#6a6a6a", "#404040", "#ffffff"),
        }
    ),
    pens=_pens("#2b2b2b", "#0d0d0d", "#4d4d4d", "#6a6a6a"),
    relief=None,
)

CONTRAST = replace(
    LIGHT,
    name="contrast",
    water="#ffffff",
    land="#ffffff",
    border="#000000",
    text="#000000",
    text_soft="#000000",
    paper="#ffffff",
    rule="#000000",
    leader="#000000",
    shore="#00527a",
    river="#00679b",
    water_text="#003d5c",
    town="#000000",
    disputed_line="#4a3500",
    disputed_ink="#4a3500",
    headline="#8f0000",
    flag="#000000",
    neutral=AreaLook("#ffffff", "#000000", 0.8),
    statuses=_statuses(
        member="#8fbcff",
        signatory="#d6e6ff",
        frozen="#b3d1ff",
        suspended="#e4e4e4",
        former="#dcd6c6",
        land="#ffffff",
        line="#000000",
        former_line="#000000",
        frozen_ink="#000000",
        suspended_ink="#000000",
        former_ink="#000000",
    ),
    guards=_guards(
        "#000000", "#b00000", "#008060", "#8a5a00", "#7a009e", "#0046c0", "#4a3000", "#555555"
    ),
    guard_texts=_guards(
        "#000000", "#8f0000", "#004a38", "#5c3c00", "#5c0078", "#00348f", "#3a2600", "#333333"
    ),
    accents=MappingProxyType(
        {
            "lead": Accent("#8f0000", "#ffffff", "#ffffff", "#8f0000", "#8f0000", "#ffffff"),
            "joint": Accent("#46008f", "#ffffff", "#ffffff", "#46008f", "#46008f", "#ffffff"),
            "guest": Accent("#005a87", "#ffffff", "#ffffff", "#005a87", "#00496e", "#ffffff"),
            "fourth": Accent("#00602a", "#ffffff", "#ffffff", "#00602a", "#004d1f", "#ffffff"),
            "fifth": Accent("#2300c8", "#ffffff", "#ffffff", "#2300c8", "#2300c8", "#ffffff"),
            "sixth": Accent("#3a1a00", "#ffffff", "#ffffff", "#3a1a00", "#3a1a00", "#ffffff"),
            "seventh": Accent("#99006b", "#ffffff", "#ffffff", "#99006b", "#7a0055", "#ffffff"),
            "eighth": Accent("#4d4d00", "#ffffff", "#ffffff", "#4d4d00", "#404000", "#ffffff"),
            "host": Accent("#000000", "#ffffff", "#ffffff", "#000000", "#000000", "#ffffff"),
            "event": Accent("#5c4300", "#ffffff", "#ffffff", "#5c4300", "#5c4300", "#ffffff"),
        }
    ),
    pens=_pens("#8a0050", "#000000", "#00309a", "#004d1f"),
    relief=None,
    sector_width=8.0,
)

# Of user layers, in the order in which they come; the same in every style.
USER_COLOURS = ("#d6278a", "#0a7d4b", "#b35a00", "#3b5bdb", "#7048a8")

STYLES: Mapping[str, Style] = MappingProxyType({s.name: s for s in (LIGHT, DARK, GREY, CONTRAST)})


def _channels(colour: str) -> Iterator[float]:
    for k in (1, 3, 5):
        value = int(colour[k : k + 2], 16) / 255
        yield value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb`` as WCAG 2 defines it, 0 to 1."""
    red, green, blue = _channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2 contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


_PLAIN = (
    *("water", "land", "border", "text", "text_soft", "halo", "paper", "rule", "leader"),
    *("shore", "river", "water_text", "town", "disputed_line", "disputed_ink"),
    *("headline", "flag", "flag_text"),
)


def _declarations(style: Style) -> list[str]:
    pairs: list[tuple[str, str]] = [
        (name.replace("_", "-"), getattr(style, name)) for name in _PLAIN
    ]
    for status, look in style.statuses.items():
        pairs.append((f"status-{status}-fill", look.fill))
        pairs.append((f"status-{status}-line", look.line))
        if look.hatch:
            pairs.append((f"status-{status}-ink", look.ink))
    for slot, colour in style.guards.items():
        pairs.append((f"guard-{slot}", colour))
        pairs.append((f"guard-{slot}-text", style.guard_texts[slot]))
    for group, accent in style.accents.items():
        pairs.append((f"accent-{group}", accent.body))
        parts = ("mark", "line", "text", "hollow")
        pairs += [(f"accent-{group}-{part}", getattr(accent, part)) for part in parts]
    return [f"  --{name}: {value};" for name, value in pairs]


# Type sizes of the page in rem: small, body, large, title. They grow with the reader's own.
SCREEN_SIZES = (0.8125, 0.875, 1, 1.5)


def css_tokens(scope: str = "") -> str:
    """
    Return the text of ``assets/css/tokens.css``.

    Parameters
    ----------
    scope
        Selector of the elements that the colours are for; "" for the whole page.
    """
    small, body, large, title = SCREEN_SIZES
    sizes = [
        f"  --text-small: {small}rem;",
        f"  --text-body: {body}rem;",
        f"  --text-large: {large}rem;",
        f"  --text-title: {title}rem;",
        f'  --font: "{LIGHT.font}", system-ui, sans-serif;',
    ]
    blocks = [
        "/* Made by csto_map.picture.style.css_tokens; change the colours there. */",
        f"{scope or ':root'} {{",
        *sizes,
        *_declarations(LIGHT),
        "}",
        "",
        f'{scope}[data-theme="dark"] {{',
        *_declarations(DARK),
        "}",
        "",
        f'{scope}[data-theme="contrast"] {{',
        *_declarations(CONTRAST),
        "}",
    ]
    return "\n".join(blocks) + "\n"
