-- Queries of store.py.

-- name: create_numbered_entry
-- Entries with their film's number and generated id, but without what only `load_sections` reads.
CREATE TEMP VIEW numbered_entry AS
SELECT
    entry.id,
    coalesce(film_number.number, wikidata, -imdb, -(1 << 40) - entry.id) AS film_number,
    generated_id.id AS generated_id,
    wikidata, imdb, tmdb, title, year, popularity, kind, original_title, minutes,
    genres, countries, languages, has_billing, url
FROM entry
LEFT JOIN film_number ON film_number.entry = entry.id
LEFT JOIN generated_id ON generated_id.film_number
    = coalesce(film_number.number, wikidata, -imdb, -(1 << 40) - entry.id);

-- name: entries_of_film
-- The subquery uses indexes to narrow the search to entries that may have this number.
SELECT * FROM numbered_entry
WHERE film_number = ?1 AND id IN (
    SELECT id FROM entry WHERE wikidata = ?1
    UNION SELECT id FROM entry WHERE imdb = -?1
    UNION SELECT -(1 << 40) - ?1
    UNION SELECT entry FROM film_number WHERE number = ?1
)
ORDER BY id;

-- name: entries_of_films
-- The same for many films, whose numbers come as JSON.
SELECT id FROM numbered_entry
WHERE film_number IN (SELECT value FROM json_each(?1)) AND id IN (
    SELECT id FROM entry WHERE wikidata IN (SELECT value FROM json_each(?1))
    UNION SELECT id FROM entry WHERE imdb IN (SELECT -value FROM json_each(?1))
    UNION SELECT -(1 << 40) - value FROM json_each(?1)
    UNION SELECT entry FROM film_number WHERE number IN (SELECT value FROM json_each(?1))
)
ORDER BY id;

-- name: minutes_of_entries
SELECT film_number, minutes FROM numbered_entry
WHERE minutes > 0 AND id IN (SELECT value FROM json_each(?)) ORDER BY id;

-- name: film_numbers_with_cast
SELECT film_number FROM credits JOIN numbered_entry ON id = entry WHERE instr(json, ?);

-- name: sections_of_entries
SELECT id, packed_sections, rating_by, rating, rating_scale, votes, box_office
FROM entry WHERE id IN

-- name: viewings
SELECT id, own_rating, own_rating_scale, seen, watched FROM entry
WHERE coalesce(own_rating, seen, watched) IS NOT NULL AND id IN

-- name: count_more_popular
SELECT count(*) FROM (SELECT 1 FROM entry WHERE popularity > ? LIMIT ?);
