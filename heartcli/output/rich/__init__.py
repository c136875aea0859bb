"""Draws results with Rich, which only this package imports.

`page` has the layout that all screens share; the other modules have a view per kind of result.
"""
