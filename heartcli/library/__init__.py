"""Any film by name: the shelf of film files, and the catalogue behind it.

`resolve.resolve_film` finds the film that a name means, `films.search_films` searches films by
title and filter, and `people.find_filmography` lists the films of people. They load the catalogue;
`shelf` alone does without.
"""
