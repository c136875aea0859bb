"""Look-ups in films: sections, sources, timelines, facts, a text search and comparisons.

Each module returns result objects; `sections` also converts records to JSON and plain text.
"""
