"""Finds titles and people in a catalogue.

`normalize` makes the keys that are stored and looked up. `trigrams`, `similarity` and `embedded`
find similar titles and names, and `films` and `people` combine them into searches.
"""
