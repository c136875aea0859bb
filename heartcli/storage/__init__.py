"""Files on disk: where they are, how to read and replace them safely, locks, and SQLite.

Nothing here knows what the files contain.
"""
