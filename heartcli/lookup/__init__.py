"""Look-ups in a film: its sections, sources and timeline, and a search of its text.

Each module returns result objects; `sections` also converts records to JSON and plain text.
"""
