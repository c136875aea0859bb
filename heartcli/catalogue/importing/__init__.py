"""Imports films from a source's files into the user's catalogue; see `run`.

`files`, `json_documents` and the package `tables` read the files, a module in `readers` interprets
them, and `sink` receives the films. `rewrite` replaces the catalogue in one step.
"""
