"""The facts as people write them: schema, dates, tables, choices, rules of cells and rows."""
