"""Finds titles and people in a catalogue.

`queries` reads queries; `normalize` and `initials` make the keys that are stored and
looked up. `trigrams`, `similarity`, `embedded` and `closeness` find and compare similar titles and
names, and `films` and `people` combine them into searches.
"""
