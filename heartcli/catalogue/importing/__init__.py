"""Imports films from a source's files into the user's catalogue; see `run`.

`files`, `tables` and `json_documents` read the files, a module in `readers` interprets them, and
`sink` receives the films. `rewrite` replaces the catalogue in one step.
"""
