"""What stands in the window until the page does: whose it is, and that it is coming."""

from __future__ import annotations

from html import escape

from csto_map.atlas import Atlas
from csto_map.language.words import Words

# Dash's renderer puts the page where this is.
_ENTRY = """<div id="react-entry-point">
<div class="entry">
<p class="entry-title">{title}</p>
<p>{subject}</p>
<p class="entry-wait" role="status">{loading}</p>
<noscript><p>{script}</p></noscript>
</div>
</div>"""


def entry(atlas: Atlas, words: Words) -> str:
    """Write what a slow line shows first, and what a browser without scripts is left with."""
    texts = words["map"]
    return _ENTRY.format(
        title=escape(atlas.config.title),
        subject=escape(atlas.config.subject),
        loading=escape(texts["loading"]),
        script=escape(texts["script"]),
    )
