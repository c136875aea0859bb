"""Writes questions as sheets, decks and files for learning platforms, and films as .nfo files.

`formats` has a table of all formats, and `quiz` has what those for questions get. Each format is a
module that makes the contents of a file, which `cli` writes.
"""
