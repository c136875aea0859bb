"""The look-ups of one film: its sections, timeline, facts, sources, and a search in its text.

`sections`, `timeline`, `sources` and `search` return results; `records` converts records to JSON
and plain text.
"""
