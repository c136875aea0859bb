-- A catalogue: films as each source describes them.
-- The id of an entry or a person is source * 2^32 + its number within the source.

CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    format TEXT NOT NULL,
    day TEXT NOT NULL,             -- of the import, or of the data
    read INTEGER NOT NULL,         -- rows, or documents
    bad INTEGER NOT NULL,          -- invalid ones among them
    kept INTEGER NOT NULL,         -- films
    first INTEGER NOT NULL,        -- year
    last INTEGER NOT NULL          -- year
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

CREATE TABLE credits (             -- of an entry; JSON: [[job, [person, ...]], ...]
    entry INTEGER PRIMARY KEY,     -- a person is a number within the source, or, in the cast,
    told TEXT NOT NULL             -- may be [number, character]
) STRICT;

CREATE TABLE titles (              -- other titles of an entry; JSON: [[title, place], ...]
    entry INTEGER PRIMARY KEY,
    told TEXT NOT NULL
) STRICT;

CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    born INTEGER,
    died INTEGER
) STRICT;

CREATE TABLE film (                -- the films of entries whose own ids don't say it
    entry INTEGER PRIMARY KEY,
    film INTEGER NOT NULL          -- a film's number: wikidata, else -imdb, else -2^40 - entry
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
