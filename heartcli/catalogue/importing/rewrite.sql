-- Queries of rewrite.py that check a copy of the catalogue.

-- name: schema_objects
SELECT name, type, strict FROM pragma_table_list WHERE schema = 'main'
UNION ALL SELECT name, type, 0 FROM sqlite_master WHERE type = 'index'

-- name: stray_entries
SELECT count(*) FROM entry WHERE id >> ? NOT IN (SELECT id FROM source)
