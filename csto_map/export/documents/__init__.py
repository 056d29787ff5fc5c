"""Slides, PDF pages and briefing packs."""
