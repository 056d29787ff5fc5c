"""Data written by an enemy, as far as the tables let one."""

import re

import toy_world

SCRIPT = "<script>window.pwned=1</script>"
IMAGE = '"><img src=x onerror=window.pwned=1>'
ADDRESS = 'https://example.org/\'"onmouseover="window.pwned=1'
ENTITY = "&lt;b&gt; ]]> <!-- {x} ${window.pwned=1}"
CELLS = (
    ("sites", "bbb_base", "name", f"Bee {SCRIPT}"),
    ("sites", "bbb_base", "name_ru", IMAGE),
    ("sites", "bbb_base", "note", f"{IMAGE} {ENTITY}"),
    ("sites", "bbb_base", "former_names", "<a href=javascript:window.pwned=1>old</a>"),
    ("sources", "book", "title", f"Book {IMAGE}"),
    ("sources", "book", "publisher", f"Press {SCRIPT}"),
    ("sources", "book", "url", ADDRESS),
    ("sources", "book", "note", "<a href=javascript:window.pwned=1>here</a>"),
    ("sources", "paper", "title", "<svg onload=window.pwned=1>"),
    ("countries", "AAA", "name", f"Aland {IMAGE}"),
    ("countries", "BBB", "name", "<a href='javascript:window.pwned=1'>Beland</a>"),
    ("units", "aaa_1bn", "name", f"1st {SCRIPT}"),
    ("deployments", "aaa_1bn_bee", "note", IMAGE),
    ("memberships", "pact_aaa_2", "note", IMAGE),
    ("strengths", "s1", "text", f"100 {IMAGE}"),
    ("strengths", "s2", "text", "<a href='javascript:window.pwned=1'>200</a>"),
    ("equipment", "e1", "item", f"Aeroplane {SCRIPT}"),
    ("agreements", "a1", "title", f"Agreement {IMAGE}"),
    ("agreements", "a1", "summary", SCRIPT),
    ("border_sectors", "red", "name", f"Red {SCRIPT}"),
    ("border_guards", "g1", "guard_force", f"Guards {IMAGE}"),
    ("events", "signed", "title", f"Signed {IMAGE}"),
    ("events", "signed", "summary", SCRIPT),
    ("contingents", "c1", "unit_text", f"A company {SCRIPT}"),
    ("disputed_areas", "isle", "name", f"Isle {IMAGE}"),
    ("disputed_areas", "isle", "note", f"Drawn {SCRIPT}."),
)
README = f"""# Methods {SCRIPT}

{IMAGE} [here](javascript:window.pwned=1) [there](https://example.org/"onmouseover="window.pwned=1)

<img src=x onerror=window.pwned=1>
"""
TITLE = f"</title>{SCRIPT}{IMAGE}"


def write(folder):
    toy_world.write(folder)
    for cell in CELLS:
        toy_world.spoil(folder, *cell)
    choices = folder / "atlas.toml"
    text = choices.read_text(encoding="utf-8")
    for key, value in (
        ("title", TITLE),
        ("subject", IMAGE),
        ("border_name", f"Border {SCRIPT}"),
        ("lead", f"Aland's {IMAGE}"),
    ):
        # The second table of groups holds titles; the first holds lists.
        text = re.sub(
            rf'^{key} = "[^"]*"$',
            lambda _, k=key, v=value: f"{k} = '''{v}'''",
            text,
            flags=re.MULTILINE,
        )
    choices.write_text(text, encoding="utf-8")
    (folder / "README.md").write_text(README, encoding="utf-8")
    return folder
