-- A catalogue: what sources say of films, each source's claims as it made them.
-- An id of an entry or of a person is source * 2^32 + its number within the source.

CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    format TEXT NOT NULL,
    day TEXT NOT NULL,             -- when the source was read, or made
    billed INTEGER NOT NULL,       -- whether casts are in billing order
    read INTEGER NOT NULL,         -- rows, or documents
    bad INTEGER NOT NULL           -- of these not to be used
) STRICT;

CREATE TABLE entry (               -- one film as one source has it
    id INTEGER PRIMARY KEY,
    wikidata INTEGER,              -- 132689 is Q132689
    imdb INTEGER,                  -- 34583 is tt0034583
    tmdb INTEGER,
    title TEXT NOT NULL,
    year INTEGER,
    fame INTEGER NOT NULL,         -- votes where there are any, else how much is known
    original_title TEXT,
    minutes INTEGER,
    genres TEXT,                   -- with ", " between
    countries TEXT,
    languages TEXT,
    more BLOB                      -- what else is known, packed by claims.py
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

-- For finding. The texts are made by keys.py.

CREATE TABLE exact (key TEXT, entry INTEGER, PRIMARY KEY (key, entry)) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE title_grams USING fts5(
    spellings, content = '', detail = none, columnsize = 0, tokenize = 'trigram case_sensitive 1'
);

CREATE VIRTUAL TABLE name_grams USING fts5(
    spellings, content = '', detail = none, columnsize = 0, tokenize = 'trigram case_sensitive 1'
);

-- g… a genre, c… a country, y… a year, p… a person's id

CREATE VIRTUAL TABLE facets USING fts5(
    words, content = '', detail = none, columnsize = 0, tokenize = 'ascii'
);

CREATE TABLE gram (                -- in how many rows of title_grams and name_grams each is
    gram TEXT PRIMARY KEY,
    titles INTEGER NOT NULL,
    names INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
