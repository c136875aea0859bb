"""Writes questions as sheets, decks and files for learning platforms, and films as .nfo files.

`formats` has one table with every format, `quiz` what the formats for questions get. Each format is
a module: it makes the contents of a file, which `cli` writes.
"""
