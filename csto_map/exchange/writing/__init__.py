"""The facts as other people's files."""
