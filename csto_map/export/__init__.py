"""Scenes into files, one module per format."""
