"""Draws results with Rich, which only this package imports.

`page` has the rules that all screens share; the other modules have a view for each kind of result.
"""
