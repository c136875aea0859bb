"""Any film by name: the shelf of film files, and the catalogue behind it.

`resolve` finds the film that a name means, `films` and `people` search shelf and catalogue
together.
"""
