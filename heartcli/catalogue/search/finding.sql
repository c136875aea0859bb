-- What the films and the people of one source are found by; {n} is its number. A source that goes
-- takes its tables along. The texts are made by keys.py.

CREATE TABLE exact_{n} (key TEXT, entry INTEGER, PRIMARY KEY (key, entry)) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE titles_{n} USING fts5(
    spellings, content = '', detail = none, columnsize = 0, tokenize = 'trigram case_sensitive 1'
);

CREATE VIRTUAL TABLE names_{n} USING fts5(
    spellings, content = '', detail = none, columnsize = 0, tokenize = 'trigram case_sensitive 1'
);

-- g… a genre, c… a country, y… a year, p… a person's number

CREATE VIRTUAL TABLE facets_{n} USING fts5(
    words, content = '', detail = none, columnsize = 0, tokenize = 'ascii'
);

CREATE TABLE gram_{n} (            -- in how many rows of titles and of names each gram is
    gram TEXT PRIMARY KEY,
    titles INTEGER NOT NULL,
    names INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
