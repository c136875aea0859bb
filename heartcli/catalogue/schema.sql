-- A catalogue: films as each source describes them.
-- The id of an entry or a person is source * 2^32 + its number within the source.

CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    format TEXT NOT NULL,
    imported_on TEXT NOT NULL,     -- date of the import, or of the data
    rows_read INTEGER NOT NULL,    -- number of rows or documents read
    rows_invalid INTEGER NOT NULL,
    film_count INTEGER NOT NULL,
    first_year INTEGER NOT NULL,   -- year of the earliest film
    last_year INTEGER NOT NULL     -- year of the latest film
) STRICT;

CREATE TABLE entry (               -- a film as one source describes it
    id INTEGER PRIMARY KEY,
    wikidata INTEGER,              -- 132689 for Q132689
    imdb INTEGER,                  -- 34583 for tt0034583
    tmdb INTEGER,
    title TEXT NOT NULL,
    year INTEGER NOT NULL,
    popularity INTEGER NOT NULL CHECK (popularity >= 0), -- see models.py
    kind TEXT,                     -- such as tvSeries; NULL for a film
    original_title TEXT,
    minutes INTEGER,
    genres TEXT,                   -- separated by "|"
    countries TEXT,
    languages TEXT,
    has_billing INTEGER,           -- 1 if the cast is in billing order
    url TEXT,                      -- of the film's page, if it doesn't follow from an id
    rating_by TEXT,                -- the source's main rating: who gives it
    rating REAL,
    rating_scale REAL,             -- the highest possible rating
    votes INTEGER,                 -- for this rating
    box_office INTEGER,            -- in US dollars
    own_rating REAL,               -- the user's own
    own_rating_scale INTEGER,
    seen INTEGER,                  -- 1 if the user has seen it, 0 if it's on a watchlist
    watched TEXT,                  -- date of the user's latest viewing
    packed_sections BLOB           -- everything else and the premise, packed by codec.py
) STRICT;

CREATE TABLE credits (             -- an entry's credits as JSON: [[job, [person, ...]], ...]
    entry INTEGER PRIMARY KEY,     -- each person is a number within the source, or
    json TEXT NOT NULL             -- [number, character] if the source names a character
) STRICT;

CREATE TABLE titles (              -- an entry's other titles as JSON: [[title, place], ...]
    entry INTEGER PRIMARY KEY,
    json TEXT NOT NULL
) STRICT;

CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    born INTEGER,
    died INTEGER,
    other_names TEXT,              -- other spellings, separated by "|"
    prominence INTEGER             -- in casts without billing: see prominence.py
) STRICT;

CREATE TABLE film_number (         -- those that don't follow from an entry's own ids
    entry INTEGER PRIMARY KEY,
    number INTEGER NOT NULL        -- wikidata, or else -imdb, or else -2^40 - entry
) STRICT;

CREATE INDEX entries_by_film ON film_number (number);

CREATE TABLE generated_id (        -- the ids of films without a Wikidata or IMDb id
    film_number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE
) STRICT;

CREATE INDEX entries_by_wikidata ON entry (wikidata) WHERE wikidata IS NOT NULL;

CREATE INDEX entries_by_imdb ON entry (imdb) WHERE imdb IS NOT NULL;

CREATE INDEX entries_by_tmdb ON entry (tmdb) WHERE tmdb IS NOT NULL;

CREATE INDEX entries_by_popularity ON entry (popularity DESC, id);
