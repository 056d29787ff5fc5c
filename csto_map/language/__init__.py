"""Words for people: the interface in each language, names, days and numbers, translations."""
