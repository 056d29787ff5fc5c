"""What only tests of exports share: `goldens` and `sheet_rules` stand beside them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
