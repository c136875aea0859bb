"""The look-ups of one film: its sections, sources and timeline, and a search in its text.

Each module returns results; `sections` also converts records to JSON and plain text.
"""
