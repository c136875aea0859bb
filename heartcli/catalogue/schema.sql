-- A catalogue: films as each source describes them.
-- The id of an entry or a person is source * 2^32 + its number within the source.

CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    format TEXT NOT NULL,
    day TEXT NOT NULL,             -- date of the import, or of the data
    read INTEGER NOT NULL,         -- number of rows or documents read
    bad INTEGER NOT NULL,          -- number of invalid ones among them
    kept INTEGER NOT NULL,         -- number of films
    first INTEGER NOT NULL,        -- year of the earliest film
    last INTEGER NOT NULL          -- year of the latest film
) STRICT;

CREATE TABLE entry (               -- a film as one source describes it
    id INTEGER PRIMARY KEY,
    wikidata INTEGER,              -- 132689 for Q132689
    imdb INTEGER,                  -- 34583 for tt0034583
    tmdb INTEGER,
    title TEXT NOT NULL,
    year INTEGER NOT NULL,
    fame INTEGER NOT NULL CHECK (fame >= 0), -- popularity: see models.py
    kind TEXT,                     -- such as tvSeries; NULL for a film
    original_title TEXT,
    minutes INTEGER,
    genres TEXT,                   -- separated by "|"
    countries TEXT,
    languages TEXT,
    more BLOB                      -- the other sections and the premise, packed by codec.py
) STRICT;

CREATE TABLE credits (             -- an entry's credits as JSON: [[job, [person, ...]], ...]
    entry INTEGER PRIMARY KEY,     -- each person is a number within the source, or
    told TEXT NOT NULL             -- [number, character] if the source names a character
) STRICT;

CREATE TABLE titles (              -- an entry's other titles as JSON: [[title, place], ...]
    entry INTEGER PRIMARY KEY,
    told TEXT NOT NULL
) STRICT;

CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    born INTEGER,
    died INTEGER
) STRICT;

CREATE TABLE film (                -- film numbers that don't follow from an entry's own ids
    entry INTEGER PRIMARY KEY,
    film INTEGER NOT NULL          -- wikidata, or else -imdb, or else -2^40 - entry
) STRICT;

CREATE INDEX film_of ON film (film);

CREATE TABLE own_id (              -- the generated id of a film without a Wikidata or IMDb id
    film INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE
) STRICT;

CREATE INDEX wikidata ON entry (wikidata) WHERE wikidata IS NOT NULL;

CREATE INDEX imdb ON entry (imdb) WHERE imdb IS NOT NULL;

CREATE INDEX tmdb ON entry (tmdb) WHERE tmdb IS NOT NULL;

CREATE INDEX famous ON entry (fame DESC, id);
