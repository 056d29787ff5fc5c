"""What films and briefings can be asked for: read from a file that the page reads too."""

from __future__ import annotations

import json
from pathlib import Path

_READ = json.loads(Path(__file__).with_name("offers.json").read_text(encoding="utf-8"))
FILM_STEPS: tuple[str, ...] = tuple(_READ["film_steps"])
PLAN_TABLES: tuple[str, ...] = tuple(_READ["plan_tables"])
