"""Draws results with Rich, which only this package imports.

A `page` makes texts (`ink`), puts them on a grid (`layout`) and numbers sources (`footnotes`).
Screens also share `table`, `amounts`, `columns`, `date_column` and `entries`; `lookup` draws those
of look-ups, each in the module with its command's name.
"""
