"""The Wikidata classes that count as films, and the properties that hold ids."""

# Film, feature, animated film, animated feature, documentary, silent film, anime film, silent
# short film.
FILM_CLASSES = (11424, 24869, 202866, 29168811, 93204, 226730, 20650540, 20667187)
SHORT_FILM, TV_FILM = 24862, 506240
IMDB, TMDB = "P345", "P4947"
