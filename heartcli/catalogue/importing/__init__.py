"""Imports: one source's files become films in the user's catalogue.

`run` does an import as a whole, `files` opens dumps and exports, `sink` takes films from the module
of a format in `readers`.
"""
