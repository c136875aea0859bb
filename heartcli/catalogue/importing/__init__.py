"""Imports the films of a source's files into the user's catalogue; see `run`.

`files`, `tables` and `json_documents` read the files, a module of `readers` understands them, and
`sink` takes the films. `rewrite` replaces the catalogue in one step.
"""
