"""What only tests of history share: `busy_world` and `told` stand beside them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
