-- Queries of writer.py; {n} is the number of the source.

-- name: insert_entry
INSERT OR IGNORE INTO entry (
    id, wikidata, imdb, tmdb, title, year, popularity, kind, original_title, minutes, genres,
    countries, languages, has_billing, url, rating_by, rating, rating_scale, votes, box_office,
    own_rating, own_rating_scale, seen, watched, packed_sections
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: insert_imdb_entry
-- The last two are the votes and the rating in tenths. Zero or '' stands for a missing value, since
-- Python takes longer to bind None.
INSERT OR IGNORE INTO entry (
    id, imdb, title, year, popularity, kind, original_title, minutes, genres, has_billing,
    votes, rating, rating_scale, rating_by
) VALUES (
    ?1, ?2, ?3, ?4, ?5, nullif(?6, ''), nullif(?7, ''), nullif(?8, 0), nullif(?9, ''), 1,
    nullif(?10, 0), iif(?10, ?11 / 10.0, NULL), iif(?10, 10, NULL), iif(?10, 'IMDb', NULL)
);

-- name: insert_person
INSERT OR IGNORE INTO person (id, name, born, died, other_names)
VALUES (?, ?, nullif(?, 0), nullif(?, 0), nullif(?, ''));

-- name: append_titles
-- Appends to the titles already stored, unless those take up 100,000 characters or more.
INSERT INTO titles VALUES (?, ?) ON CONFLICT (entry) DO UPDATE
SET json = substr(json, 1, length(json) - 1) || ',' || substr(excluded.json, 2)
WHERE length(json) < 100000;

-- name: append_credits
INSERT INTO credits VALUES (?, ?) ON CONFLICT (entry) DO UPDATE
SET json = substr(json, 1, length(json) - 1) || ',' || substr(excluded.json, 2)
WHERE length(json) < 100000;

-- name: insert_source
INSERT INTO source
SELECT ?, ?, ?, ?, ?, ?, count(*) - count(wikidata) + count(DISTINCT wikidata), min(year), max(year) FROM entry WHERE id BETWEEN ? AND ?;

-- name: find_person
SELECT id FROM person WHERE name = ? AND id BETWEEN ? AND ?;

-- name: films_to_index
SELECT id, title, original_title, titles.json, year, genres, countries, languages, credits.json
FROM entry LEFT JOIN titles ON titles.entry = id LEFT JOIN credits ON credits.entry = id
WHERE id BETWEEN ? AND ?;

-- name: unbilled_credits
SELECT popularity, json FROM entry JOIN credits ON credits.entry = id
WHERE NOT has_billing AND id BETWEEN ? AND ?
ORDER BY popularity DESC, id;

-- name: people_to_index
SELECT id, name, other_names FROM person WHERE id BETWEEN ? AND ?;

-- name: begin_indexing
-- The indexes buffer 16 MB in memory before writing, and merge only once, at the end.
DROP INDEX IF EXISTS naming;
INSERT INTO titles_{n} (titles_{n}, rank) VALUES ('hashsize', 16000000);
INSERT INTO titles_{n} (titles_{n}, rank) VALUES ('automerge', 0);
INSERT INTO names_{n} (names_{n}, rank) VALUES ('hashsize', 16000000);
INSERT INTO names_{n} (names_{n}, rank) VALUES ('automerge', 0);
INSERT INTO facets_{n} (facets_{n}, rank) VALUES ('hashsize', 16000000);
INSERT INTO facets_{n} (facets_{n}, rank) VALUES ('automerge', 0);
CREATE TEMP TABLE keyed (key TEXT, entry INTEGER);

-- name: finish_indexing
INSERT OR IGNORE INTO title_keys_{n} SELECT key, entry FROM keyed ORDER BY 1, 2;
DROP TABLE keyed;
INSERT INTO titles_{n} (titles_{n}) VALUES ('optimize');
INSERT INTO names_{n} (names_{n}) VALUES ('optimize');
INSERT INTO facets_{n} (facets_{n}) VALUES ('optimize');
-- Searches start with the rarest trigrams, so store how many rows contain each frequent one.
CREATE VIRTUAL TABLE temp.titles_in USING fts5vocab(main, titles_{n}, row);
CREATE VIRTUAL TABLE temp.names_in USING fts5vocab(main, names_{n}, row);
INSERT INTO trigram_counts_{n} SELECT term, sum(titles), sum(names) FROM (
    SELECT term, doc AS titles, 0 AS names FROM temp.titles_in
    UNION ALL SELECT term, 0, doc FROM temp.names_in
) GROUP BY term HAVING max(titles, names) > {min_counted} ORDER BY term;
DROP TABLE temp.titles_in;
DROP TABLE temp.names_in;
