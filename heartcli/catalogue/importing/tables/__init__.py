"""Reads tables of films in any dialect of CSV or TSV.

`opening` opens a table with the help of `decoding`, `dialects` and `rows`. `columns` recognises its
columns, and `films` turns its rows into films.
"""
