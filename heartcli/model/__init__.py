"""The vocabulary of films: `Film`, its sections, records and dates, and the types of their fields.

A film from a file, the catalogue or the network is the same `Film`. This package does no I/O.
"""
