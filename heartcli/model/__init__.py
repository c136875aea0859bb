"""The vocabulary of films: `Film`, its records, dates, and what each field may hold.

A film from a file, the catalogue or the network is the same `Film`. Nothing here reads or writes.
"""
