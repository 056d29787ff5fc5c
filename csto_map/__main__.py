"""``python -m csto_map`` is ``csto-map``."""

from csto_map.cli import main

if __name__ == "__main__":
    main(prog_name="csto-map")
