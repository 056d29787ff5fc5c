"""What a picture says of itself beside its pixels: title, day, author, licence, sources.

The words go into each format where its readers look for them: PNG into text chunks, JPEG and
WebP into EXIF, SVG into its metadata, and all of them as XMP. None has a date of making: the
same question has the same bytes.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from PIL import Image

from csto_map.atlas import Atlas
from csto_map.export.documents import deck
from csto_map.picture import png as pngs
from csto_map.picture import webp as webps
from csto_map.sheet.composition import addressed
from csto_map.sheet.furniture import Sheet

# A pixel without a size on paper is what it is on the web.
SCREEN_DPI = 96.0
# XMP of a JPEG file has at most 65,502 bytes in all: its list of sources ends before.
_MOST_SOURCES = 45_000
_JPEG_QUALITY = 92
_XMP_START = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
_XMP_END = '<?xpacket end="r"?>'
_NAMES = (
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:cc="http://creativecommons.org/ns#" '
    'xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
    'xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"'
)
# Numbers of EXIF.
_DESCRIPTION, _SOFTWARE, _ARTIST, _COPYRIGHT = 0x010E, 0x0131, 0x013B, 0x8298
_X_RESOLUTION, _Y_RESOLUTION, _UNIT, _INCH = 0x011A, 0x011B, 0x0128, 2


@dataclass(frozen=True, slots=True)
class About:
    """
    What a picture says of itself.

    `days` is the day shown, or the first and the last with a slash between; `sources` are
    citations, one a line.
    """

    title: str
    summary: str
    days: str
    author: str
    software: str
    rights: str
    licence_url: str
    link: str
    language: str
    sources: str


def about(atlas: Atlas, sheet: Sheet, link: str) -> About:
    """Say of a sheet of an atlas what it is; `link` is that of its words."""
    config, scenes = atlas.config, [plate.scene for plate in sheet.plates]
    licence = config.licence
    shown = list(dict.fromkeys(scene.date.isoformat() for scene in scenes))
    listed = deck.listed_sources(
        atlas.spoken(sheet.scene.language), [ref.id for ref in deck.all_refs(scenes)]
    )
    terms = f"{licence.title or licence.id}. {licence.url}".strip() if licence.id else ""
    whom = f"© {licence.attribution}" if licence.attribution else ""
    return About(
        sheet.title,
        deck.summary(sheet),
        "/".join((shown[0], shown[-1]) if len(shown) > 1 else shown),
        licence.attribution or config.title,
        f"{config.title}, data {atlas.version}",
        ". ".join(filter(None, [whom, terms])),
        licence.url,
        addressed(link),
        sheet.scene.language,
        "\n".join(", ".join(filter(None, [f"{one.n} {one.text}", one.url])) for one in listed),
    )


def xmp(told: About) -> str:
    """Write it as an XMP packet."""
    return f'{_XMP_START}<x:xmpmeta xmlns:x="adobe:ns:meta/">{rdf(told)}</x:xmpmeta>{_XMP_END}'


def rdf(told: About) -> str:
    """Write it as RDF, as XMP and the metadata of SVG have it."""
    parts = [
        _in_languages("dc:title", told.title, told.language),
        _in_languages("dc:description", told.summary, told.language),
        f"<dc:creator><rdf:Seq><rdf:li>{escape(told.author)}</rdf:li></rdf:Seq></dc:creator>",
        f"<dc:coverage>{escape(told.days)}</dc:coverage>",
        f"<dcterms:temporal>{escape(told.days)}</dcterms:temporal>",
        f"<dc:language><rdf:Bag><rdf:li>{told.language}</rdf:li></rdf:Bag></dc:language>",
        f"<dc:identifier>{escape(told.link)}</dc:identifier>",
        f"<xmp:CreatorTool>{escape(told.software)}</xmp:CreatorTool>",
    ]
    if told.sources:
        parts.append(f"<dc:source>{escape(_cut(told.sources))}</dc:source>")
    if told.rights:
        parts.append(_in_languages("dc:rights", told.rights, told.language))
        parts.append("<xmpRights:Marked>True</xmpRights:Marked>")
    if told.licence_url:
        url = told.licence_url
        parts.append(f"<xmpRights:WebStatement>{escape(url)}</xmpRights:WebStatement>")
        parts.append(f"<cc:license rdf:resource={quoteattr(url)}/>")
    described = f'<rdf:Description rdf:about="">{"".join(parts)}</rdf:Description>'
    return f"<rdf:RDF {_NAMES}>{described}</rdf:RDF>"


def _in_languages(name: str, text: str, language: str) -> str:
    """Write a text that XMP knows by language, the one for everybody first."""
    content = escape(text)
    return (
        f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{content}</rdf:li>'
        f'<rdf:li xml:lang="{language}">{content}</rdf:li></rdf:Alt></{name}>'
    )


def _cut(sources: str) -> str:
    """Leave out the last sources where a list is too long for a format."""
    lines, size = sources.split("\n"), 0
    for k, line in enumerate(lines):
        size += len(escape(line).encode()) + 1
        if size > _MOST_SOURCES:
            return "\n".join([*lines[:k], f"+ {len(lines) - k}"])
    return sources


def in_png(drawn: bytes, told: About) -> bytes:
    """Put it into a PNG file as text, and as XMP."""
    texts = {
        "Title": told.title,
        "Author": told.author,
        "Description": told.summary,
        "Copyright": told.rights,
        "Software": told.software,
        "Source": told.sources,
        "Coverage": told.days,
        "URL": told.link,
        # The sources stand in the file once: XMP is not pressed here.
        "XML:com.adobe.xmp": xmp(replace(told, sources="")),
    }
    return pngs.with_texts(drawn, {name: text for name, text in texts.items() if text})


def in_svg(text: str, told: About) -> str:
    """Put it into an SVG document after its title."""
    head, title, rest = text.partition("</title>")
    return f"{head}{title}<metadata>{rdf(told)}</metadata>{rest}"


def webp(picture: Image.Image, told: About, dpi: float) -> bytes:
    """Write a picture as lossless WebP that says so."""
    return webps.webp(picture, exif=_exif(told, dpi), xmp=xmp(told).encode())


def jpeg(picture: Image.Image, told: About, dpi: float) -> bytes:
    """Write a picture as JPEG that says so; its letters keep their colours."""
    file = io.BytesIO()
    density: Any = {"dpi": (round(dpi), round(dpi)), "subsampling": 0}
    words: Any = {"exif": _exif(told, dpi), "xmp": xmp(told).encode()}
    picture.save(file, "JPEG", quality=_JPEG_QUALITY, optimize=True, **density, **words)
    return file.getvalue()


def _exif(told: About, dpi: float) -> bytes:
    """Write EXIF; its texts are UTF-8, as all readers but the oldest take them."""
    exif = Image.Exif()
    words = {
        _DESCRIPTION: f"{told.title}. {told.summary}",
        _SOFTWARE: told.software,
        _ARTIST: told.author,
        _COPYRIGHT: told.rights,
    }
    for name, text in words.items():
        if text:
            exif[name] = text.encode()
    exif[_X_RESOLUTION] = exif[_Y_RESOLUTION] = dpi
    exif[_UNIT] = _INCH
    return exif.tobytes()
