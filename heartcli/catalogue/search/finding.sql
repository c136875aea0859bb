-- The search indexes of one source; {n} is its id. Removing the source drops them. The indexed
-- text comes from normalize.py.

CREATE TABLE title_keys_{n} (key TEXT, entry INTEGER, PRIMARY KEY (key, entry)) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE titles_{n} USING fts5(
    spellings, content = '', detail = none, columnsize = 0, tokenize = 'trigram case_sensitive 1'
);

CREATE VIRTUAL TABLE names_{n} USING fts5(
    spellings, content = '', detail = none, columnsize = 0, tokenize = 'trigram case_sensitive 1'
);

-- Tokens start with g for a genre, c for a country, l for a language, y for a year or p for a
-- person's number.

CREATE VIRTUAL TABLE facets_{n} USING fts5(
    tokens, content = '', detail = none, columnsize = 0, tokenize = 'ascii'
);

CREATE TABLE trigram_counts_{n} (  -- how many rows of titles and names contain a trigram
    trigram TEXT PRIMARY KEY,
    titles INTEGER NOT NULL,
    names INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
