-- Queries of linking.py, which decides which entries describe the same film.

-- name: link_by_imdb_id
-- An entry without a Wikidata id belongs to the Wikidata item with the same IMDb id.
INSERT OR IGNORE INTO film_number SELECT entry.id, known.wikidata
FROM {schema}.entry AS known CROSS JOIN main.entry ON entry.imdb = known.imdb
WHERE known.wikidata IS NOT NULL AND entry.wikidata IS NULL;

-- name: link_by_tmdb_id
-- An entry with only a TMDb id belongs to the first film with this id and another one.
INSERT OR IGNORE INTO film_number
SELECT entry.id, coalesce(film_number.number, known.wikidata, -known.imdb, -(1 << 40) - known.id)
FROM entry CROSS JOIN entry AS known ON known.tmdb = entry.tmdb
    AND (known.wikidata IS NOT NULL OR known.imdb IS NOT NULL)
LEFT JOIN film_number ON film_number.entry = known.id
WHERE entry.wikidata IS NULL AND entry.imdb IS NULL AND entry.tmdb IS NOT NULL ORDER BY known.id;

-- name: link_by_tmdb_id_alone
-- If there's no such film, the first entry with the TMDb id provides the film's number.
INSERT OR IGNORE INTO film_number
SELECT entry.id,
    -(1 << 40) - (SELECT min(known.id) FROM entry AS known WHERE known.tmdb = entry.tmdb)
FROM entry WHERE wikidata IS NULL AND imdb IS NULL AND tmdb IS NOT NULL;

-- name: unlinked_entries
SELECT id FROM entry WHERE imdb IS NULL AND (
    wikidata IS NOT NULL OR id NOT IN (
        SELECT entry FROM film_number WHERE number != -(1 << 40) - entry
    )
);

-- name: films_without_external_id
SELECT film_number, min(id), title, year FROM numbered_entry
WHERE film_number <= -(1 << 40) GROUP BY film_number ORDER BY 2;
