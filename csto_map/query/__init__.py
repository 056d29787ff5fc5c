"""What can be asked: the question as one value, its reader and its writer, times and filters."""
