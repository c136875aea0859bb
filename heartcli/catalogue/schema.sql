-- A catalogue: what sources say of films, each source's claims as it made them.
-- An id of an entry or of a person is source * 2^32 + its number within the source.

CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    format TEXT NOT NULL,
    day TEXT NOT NULL,             -- when it was imported, or made
    read INTEGER NOT NULL,         -- rows, or documents
    bad INTEGER NOT NULL,          -- of these not to be used
    kept INTEGER NOT NULL,         -- films
    first INTEGER NOT NULL,        -- their years
    last INTEGER NOT NULL
) STRICT;

CREATE TABLE entry (               -- one film as one source has it
    id INTEGER PRIMARY KEY,
    wikidata INTEGER,              -- 132689 is Q132689
    imdb INTEGER,                  -- 34583 is tt0034583
    tmdb INTEGER,
    title TEXT NOT NULL,
    year INTEGER NOT NULL,
    fame INTEGER NOT NULL CHECK (fame >= 0), -- votes where there are any, else how much is known: claims.py
    kind TEXT,                     -- tvSeries, say; of a film nothing
    original_title TEXT,
    minutes INTEGER,
    genres TEXT,                   -- with "|" between
    countries TEXT,
    languages TEXT,
    more BLOB                      -- what else is known, as claims.py writes it
) STRICT;

CREATE TABLE credits (             -- of an entry; JSON: [[job, [person, ...]], ...]
    entry INTEGER PRIMARY KEY,     -- in a cast a person may be [person, character]
    told TEXT NOT NULL             -- the person's number within the source
) STRICT;

CREATE TABLE titles (              -- of an entry, elsewhere; JSON: [[title, place], ...]
    entry INTEGER PRIMARY KEY,
    told TEXT NOT NULL
) STRICT;

CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    born INTEGER,
    died INTEGER
) STRICT;

CREATE TABLE film (                -- which entries speak of a film that their own ids don't name
    entry INTEGER PRIMARY KEY,
    film INTEGER NOT NULL          -- a film's number is wikidata, else -imdb, else -2^40 - entry
) STRICT;

CREATE INDEX film_of ON film (film);

CREATE TABLE own_id (              -- of a film that has neither a Wikidata id nor one of IMDb's
    film INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE
) STRICT;

CREATE INDEX wikidata ON entry (wikidata) WHERE wikidata IS NOT NULL;

CREATE INDEX imdb ON entry (imdb) WHERE imdb IS NOT NULL;

CREATE INDEX tmdb ON entry (tmdb) WHERE tmdb IS NOT NULL;

CREATE INDEX famous ON entry (fame DESC, id);
