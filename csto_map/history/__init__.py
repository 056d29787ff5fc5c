"""Truth at a date: what held when, how many, what changed, and who says so. No pictures."""
