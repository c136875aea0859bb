-- Queries of store.py.

-- name: create_numbered_entry
-- Entries with their film's number and generated id: see film and own_id in schema.sql.
CREATE TEMP VIEW numbered_entry AS
SELECT
    entry.id,
    coalesce(film.film, wikidata, -imdb, -(1 << 40) - entry.id) AS film_number,
    own_id.id AS generated_id,
    wikidata, imdb, tmdb, title, year, fame AS popularity, kind, original_title, minutes,
    genres, countries, languages, more AS packed_sections
FROM entry
LEFT JOIN film ON film.entry = entry.id
LEFT JOIN own_id ON own_id.film = coalesce(film.film, wikidata, -imdb, -(1 << 40) - entry.id);

-- name: entries_of_film
-- The subquery uses indexes to narrow the search to entries that may have this number.
SELECT * FROM numbered_entry
WHERE film_number = ?1 AND id IN (
    SELECT id FROM entry WHERE wikidata = ?1
    UNION SELECT id FROM entry WHERE imdb = -?1
    UNION SELECT -(1 << 40) - ?1
    UNION SELECT entry FROM film WHERE film = ?1
)
ORDER BY id;

-- name: count_more_popular
SELECT count(*) FROM (SELECT 1 FROM entry WHERE fame > ? LIMIT ?);
