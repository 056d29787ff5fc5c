"""Facts into other people's files and other people's files onto the map, a format a module."""
