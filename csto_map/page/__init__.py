"""What a browser is given: cards, charts, tables, search and tours, compiled to files."""
