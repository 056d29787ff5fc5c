"""The page's shell, one component a file."""
