"""Scenes into files, a format a module."""
