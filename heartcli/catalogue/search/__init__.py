"""Finding titles and people in a catalogue.

`normalize` makes the keys that are stored and looked up, `trigrams`, `similarity` and `embedded`
find near titles, `films` and `people` put them together.
"""
