"""The vocabulary of films: `Film` with its sections, records and dates, and what each field holds.

A film from a file, the catalogue or the network is the same `Film`. Nothing here does any I/O.
"""
