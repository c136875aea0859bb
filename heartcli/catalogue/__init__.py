"""Many films in SQLite: the catalogue that comes with heart, and the one that imports fill.

`store` reads a catalogue, `writer` fills one, `linking` and `merging` make one film of what several
sources say. `formats` is the table of what is known of each import format.
"""
