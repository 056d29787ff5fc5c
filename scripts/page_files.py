"""Write what the forms of the page's files say, for people and programs: `make reference`."""

from __future__ import annotations

import json
from pathlib import Path

from csto_map.language.words import words
from csto_map.page.declarations import typescript, words_typescript
from csto_map.page.files import json_schema
from csto_map.page.files_document import markdown

ROOT = Path(__file__).resolve().parents[1]


def written() -> dict[str, str]:
    """Give the texts by the paths of their files below `ROOT`."""
    schema = json_schema()
    declared = typescript(schema)
    return {
        "docs/reference/page-files.md": markdown(schema),
        "docs/reference/page-files.schema.json": json.dumps(schema, ensure_ascii=False, indent=1)
        + "\n",
        "docs/reference/page-files.d.ts": declared,
        # Once more where the page's code imports them: tsc reads what lies beside it.
        "assets/src/types/files.d.ts": declared,
        "assets/src/types/words.d.ts": words_typescript(words()),
    }


if __name__ == "__main__":
    for name, text in written().items():
        (ROOT / name).write_text(text, encoding="utf-8")
