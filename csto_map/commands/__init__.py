"""The commands of the command line, a file each: words to calls."""
