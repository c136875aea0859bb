"""The vocabulary of films: `Film`, its sections, records and dates, and the types of their fields.

Films from files, the catalogue and the network are all the same class. This package does no I/O.
"""
