"""The one place for looks: colours, hatches, line widths and type sizes.

Nothing else in the project names a colour. The page's CSS tokens are made from
here by `css_tokens`; a test holds the committed file equal to its output.

Status is never shown by colour alone: every status differs from every other by
hatch, dash, or whether it is filled, and so survives greyscale printing and
colour-blind eyes. A dashed border line means that the spell is not certain;
therefore guards are distinguished by lightness as well as hue.
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
class Accent:
    """Colours of one operator group's symbols: `body` under `mark`, edged in `edge`."""

    body: str
    mark: str
    edge: str


@dataclass(frozen=True, slots=True)
class Style:
    """Everything visible of one theme. Sizes in screen pixels, colours as #rrggbb."""

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
    neutral: AreaLook
    statuses: Mapping[str, AreaLook]
    guards: Mapping[str, str]
    accents: Mapping[str, Accent]
    sector_width: float = 5.0
    sizes: tuple[int, int, int, int] = (11, 13, 16, 24)
    font: str = "Inter"

    def status(self, name: str | None) -> AreaLook:
        """Return the look of a status; countries of no status are neutral."""
        return self.statuses.get(name, self.neutral) if name else self.neutral

    def guard(self, slot: str | None) -> str:
        """Return the line colour of a slot; an atlas says which state guards in which."""
        return self.guards.get(slot or "", self.guards["unknown"])

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
            elif isinstance(value, AreaLook):
                plain[field.name] = asdict(value)
            else:
                plain[field.name] = list(value) if isinstance(value, tuple) else value
        return plain


def _statuses(
    *, solid: str, pale: str, grey: str, land: str, line: str, ink: str, soft_ink: str
) -> Mapping[str, AreaLook]:
    return MappingProxyType(
        {
            "member": AreaLook(solid, line, 1.2),
            "signatory": AreaLook(pale, line, 1.4, "dash"),
            "frozen": AreaLook(solid, line, 1.2, hatch="/", ink=ink),
            "suspended": AreaLook(grey, line, 1.8, hatch="\\", ink=soft_ink),
            "former": AreaLook(grey, line, 1.8),
            "observer": AreaLook(land, line, 2.0, filled=False),
            "associate": AreaLook(land, line, 2.0, "dash", filled=False),
            "partner": AreaLook(land, line, 2.0, "dot", filled=False),
        }
    )


LIGHT = Style(
    name="light",
    water="#dde6ea",
    land="#f7f5ef",
    border="#bdb8ab",
    text="#1f262c",
    text_soft="#55606a",
    halo="#ffffff",
    paper="#ffffff",
    rule="#d5d2c9",
    leader="#3a444c",
    neutral=AreaLook("#f7f5ef", "#bdb8ab", 0.75),
    statuses=_statuses(
        solid="#8db4c9",
        pale="#cfe0e8",
        grey="#d3d1cb",
        land="#f7f5ef",
        line="#1d5a78",
        ink="#f4f8fa",
        soft_ink="#a3a19a",
    ),
    guards=MappingProxyType(
        {
            "first": "#541019",
            "second": "#c0332b",
            "third": "#23997f",
            "fourth": "#d8a31a",
            "fifth": "#9a5bb0",
            "sixth": "#5b86c9",
            "seventh": "#3d4247",
            "none": "#7b7f83",
            "unknown": "#7b7f83",
        }
    ),
    accents=MappingProxyType(
        {
            "lead": Accent("#9c2430", "#ffffff", "#ffffff"),
            "joint": Accent("#5a3a8c", "#ffffff", "#ffffff"),
            "guest": Accent("#1b5e9b", "#ffffff", "#ffffff"),
            "host": Accent("#37474f", "#ffffff", "#ffffff"),
            "event": Accent("#7d5a00", "#ffffff", "#ffffff"),
        }
    ),
)

DARK = replace(
    LIGHT,
    name="dark",
    water="#0f161b",
    land="#1e272e",
    border="#46535c",
    text="#e8edf0",
    text_soft="#a4b0b9",
    halo="#10171c",
    paper="#141b20",
    rule="#34404a",
    leader="#c8d2d9",
    neutral=AreaLook("#1e272e", "#46535c", 0.75),
    statuses=_statuses(
        solid="#2f6d8d",
        pale="#24475a",
        grey="#3b444b",
        land="#1e272e",
        line="#8fc7e2",
        ink="#9fcbe0",
        soft_ink="#68747d",
    ),
    guards=MappingProxyType(
        {
            "first": "#8f2a3a",
            "second": "#ef5f52",
            "third": "#4fd3b3",
            "fourth": "#f2c84b",
            "fifth": "#bd86d2",
            "sixth": "#86aef0",
            "seventh": "#c3c9ce",
            "none": "#98a1a8",
            "unknown": "#98a1a8",
        }
    ),
    accents=MappingProxyType(
        {
            "lead": Accent("#c8404c", "#ffffff", "#12181d"),
            "joint": Accent("#8560c6", "#ffffff", "#12181d"),
            "guest": Accent("#6db1f2", "#0b1622", "#12181d"),
            "host": Accent("#d7dee3", "#1a2228", "#12181d"),
            "event": Accent("#e3b341", "#1a1400", "#12181d"),
        }
    ),
)

GREY = replace(
    LIGHT,
    name="grey",
    water="#e9e9e9",
    land="#fafafa",
    border="#bbbbbb",
    text="#1a1a1a",
    text_soft="#555555",
    rule="#cfcfcf",
    leader="#333333",
    neutral=AreaLook("#fafafa", "#bbbbbb", 0.75),
    statuses=_statuses(
        solid="#a6a6a6",
        pale="#dadada",
        grey="#e6e6e6",
        land="#fafafa",
        line="#222222",
        ink="#f7f7f7",
        soft_ink="#9a9a9a",
    ),
    guards=MappingProxyType(
        {
            "first": "#1a1a1a",
            "second": "#4d4d4d",
            "third": "#8c8c8c",
            "fourth": "#b5b5b5",
            "fifth": "#707070",
            "sixth": "#a0a0a0",
            "seventh": "#303030",
            "none": "#7d7d7d",
            "unknown": "#7d7d7d",
        }
    ),
    accents=MappingProxyType(
        {
            "lead": Accent("#1f1f1f", "#ffffff", "#ffffff"),
            "joint": Accent("#5c5c5c", "#ffffff", "#ffffff"),
            "guest": Accent("#6f6f6f", "#ffffff", "#ffffff"),
            "host": Accent("#ffffff", "#1f1f1f", "#1f1f1f"),
            "event": Accent("#d0d0d0", "#1f1f1f", "#1f1f1f"),
        }
    ),
)

CONTRAST = replace(
    LIGHT,
    name="contrast",
    water="#ffffff",
    land="#ffffff",
    border="#000000",
    text="#000000",
    text_soft="#000000",
    halo="#ffffff",
    paper="#ffffff",
    rule="#000000",
    leader="#000000",
    neutral=AreaLook("#ffffff", "#000000", 0.8),
    statuses=_statuses(
        solid="#7fb2ff",
        pale="#d6e6ff",
        grey="#d9d9d9",
        land="#ffffff",
        line="#000000",
        ink="#000000",
        soft_ink="#000000",
    ),
    guards=MappingProxyType(
        {
            "first": "#3d0009",
            "second": "#b00000",
            "third": "#00a078",
            "fourth": "#8a5a00",
            "fifth": "#7a009e",
            "sixth": "#0046c0",
            "seventh": "#000000",
            "none": "#555555",
            "unknown": "#555555",
        }
    ),
    accents=MappingProxyType(
        {
            "lead": Accent("#8f0000", "#ffffff", "#ffffff"),
            "joint": Accent("#46008f", "#ffffff", "#ffffff"),
            "guest": Accent("#00478f", "#ffffff", "#ffffff"),
            "host": Accent("#000000", "#ffffff", "#ffffff"),
            "event": Accent("#5c4300", "#ffffff", "#ffffff"),
        }
    ),
    sector_width=6.0,
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


def _declarations(style: Style) -> list[str]:
    pairs: list[tuple[str, str]] = [
        (name.replace("_", "-"), getattr(style, name))
        for name in ("water", "land", "border", "text", "text_soft", "halo", "paper", "rule")
    ]
    pairs.append(("leader", style.leader))
    for status, look in style.statuses.items():
        pairs.append((f"status-{status}-fill", look.fill))
        pairs.append((f"status-{status}-line", look.line))
        if look.hatch:
            pairs.append((f"status-{status}-ink", look.ink))
    pairs += [(f"guard-{code.lower()}", colour) for code, colour in style.guards.items()]
    for group, accent in style.accents.items():
        pairs.append((f"accent-{group}", accent.body))
        pairs.append((f"accent-{group}-mark", accent.mark))
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
