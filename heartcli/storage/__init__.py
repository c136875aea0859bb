"""Files on disk: their paths, reading and replacing them whole, locks, and opening SQLite.

Nothing here knows what a file holds.
"""
