"""Many films in SQLite: the bundled catalogue, and the one that imports fill.

`store` reads a catalogue and `writer` writes one; `linking` finds the entries of one film, and
`merging` makes a `Film` of them. Public: `store.open_catalogue`, `merging.load_film`.
"""
