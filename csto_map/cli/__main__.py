"""``python -m csto_map.cli``: the command line without its script."""

from csto_map.cli import main

if __name__ == "__main__":
    main()
