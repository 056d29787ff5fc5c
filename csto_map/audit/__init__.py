"""Whether a folder of facts is sound, and how full, how well supported and how fresh it is."""
