"""Building the boundary files of an atlas: from outlines that people have to those it draws."""
