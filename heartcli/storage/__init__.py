"""Files: where they live, locks beside them, and how SQLite opens a database.

Nothing here knows what the files hold.
"""
