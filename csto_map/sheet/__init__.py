"""A picture with all that stands around it: heading, legend, sources, comparison, as blocks."""
