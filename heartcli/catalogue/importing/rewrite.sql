-- Queries of rewrite.py, which check a copy of the catalogue, drop source {n} and count films.

-- name: schema_objects
SELECT name, type, strict FROM pragma_table_list WHERE schema = 'main'
UNION ALL SELECT name, type, 0 FROM sqlite_master WHERE type = 'index'

-- name: stray_entries
SELECT count(*) FROM entry WHERE id >> ? NOT IN (SELECT id FROM source)

-- name: drop_source
DROP TABLE title_keys_{n};
DROP TABLE titles_{n};
DROP TABLE names_{n};
DROP TABLE facets_{n};
DROP TABLE trigram_counts_{n};
DELETE FROM entry WHERE id BETWEEN {n} << 32 AND ({n} + 1 << 32) - 1;
DELETE FROM person WHERE id BETWEEN {n} << 32 AND ({n} + 1 << 32) - 1;
DELETE FROM credits WHERE entry BETWEEN {n} << 32 AND ({n} + 1 << 32) - 1;
DELETE FROM titles WHERE entry BETWEEN {n} << 32 AND ({n} + 1 << 32) - 1;
DELETE FROM source WHERE id = {n};

-- name: count_films
-- Counts entries about the same film once. In IMDb's dumps, every title has an id of its own.
UPDATE source SET film_count = (
    SELECT count(DISTINCT coalesce(film_number.number, wikidata, -imdb, -(1 << 40) - entry.id))
    FROM entry LEFT JOIN film_number ON film_number.entry = entry.id
    WHERE entry.id BETWEEN source.id << 32 AND (source.id + 1 << 32) - 1
) WHERE format != 'imdb';
