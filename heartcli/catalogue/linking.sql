-- Queries of linking.py, which decides which entries describe the same film.

-- name: link_by_bundled_imdb_id
-- An entry without a Wikidata id belongs to the Wikidata item with the same IMDb id.
INSERT OR IGNORE INTO film_number SELECT entry.id, known.wikidata
FROM main.entry CROSS JOIN bundled.entry AS known ON known.imdb = entry.imdb
WHERE known.wikidata IS NOT NULL AND entry.wikidata IS NULL;

-- name: link_by_imdb_id
-- The same for imports, where any number of items may have one IMDb id: the first of them counts.
INSERT OR IGNORE INTO film_number
SELECT entry.id, known.wikidata
FROM (
    SELECT imdb, min(id) AS id FROM entry
    WHERE imdb IS NOT NULL AND wikidata IS NOT NULL GROUP BY imdb
) AS first
CROSS JOIN entry AS known ON known.id = first.id
CROSS JOIN entry ON entry.imdb = first.imdb
WHERE entry.wikidata IS NULL;

-- name: link_by_tmdb_id
-- An entry with only a TMDb id belongs to the first film with this id and another one.
INSERT OR IGNORE INTO film_number
SELECT entry.id, coalesce(film_number.number, known.wikidata, -known.imdb, -(1 << 40) - known.id)
FROM (
    SELECT tmdb, min(id) AS id FROM entry
    WHERE tmdb IS NOT NULL AND (wikidata IS NOT NULL OR imdb IS NOT NULL) GROUP BY tmdb
) AS first
CROSS JOIN entry AS known ON known.id = first.id
CROSS JOIN entry ON entry.tmdb = first.tmdb
LEFT JOIN film_number ON film_number.entry = known.id
WHERE entry.wikidata IS NULL AND entry.imdb IS NULL;

-- name: link_by_tmdb_id_alone
-- If there's no such film, the first entry with the TMDb id provides the film's number.
INSERT OR IGNORE INTO film_number
SELECT entry.id, -(1 << 40) - first.id
FROM (SELECT tmdb, min(id) AS id FROM entry WHERE tmdb IS NOT NULL GROUP BY tmdb) AS first
CROSS JOIN entry ON entry.tmdb = first.tmdb
WHERE entry.wikidata IS NULL AND entry.imdb IS NULL;

-- name: unlinked_entries
SELECT id FROM entry WHERE imdb IS NULL AND (
    wikidata IS NOT NULL OR id NOT IN (
        SELECT entry FROM film_number WHERE number != -(1 << 40) - entry
    )
);

-- name: films_without_external_id
SELECT film_number, min(id), title, year FROM numbered_entry
WHERE film_number <= -(1 << 40) GROUP BY film_number ORDER BY 2;
