"""Write what the forms of the page's files say, for people and programs: `make reference`."""

from __future__ import annotations

import json
from pathlib import Path

from csto_map.page.declarations import typescript
from csto_map.page.files import json_schema
from csto_map.page.files_document import markdown

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "reference"


def written() -> dict[str, str]:
    """Give the texts by the names of their files in `FOLDER`."""
    schema = json_schema()
    return {
        "page-files.md": markdown(schema),
        "page-files.schema.json": json.dumps(schema, ensure_ascii=False, indent=1) + "\n",
        "page-files.d.ts": typescript(schema),
    }


if __name__ == "__main__":
    for name, text in written().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
