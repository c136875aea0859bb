"""Draws results with Rich, which only this package imports.

`ink` makes texts, `layout` puts them on a grid, `footnotes` numbers sources, and `page` does all of
that. Screens share `table`, `amounts`, `columns`, `date_column`, `entries` and `events`. `lookup`
calls the module with the command's name; the other modules draw one kind of result each.
"""
