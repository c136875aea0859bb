"""Film files: TOML ⇄ `Film`.

`load` reads a file and `parse` its contents, reporting every problem with its line; `dump` turns a
film into the text of a file. The modules `check`, `template` and `json_schema` implement
`heart check`, `heart new` and `heart schema`.
"""

from heartcli.filmfile.toml import dump, has_film_file_name, load, parse, read_bytes, read_head

__all__ = ["dump", "has_film_file_name", "load", "parse", "read_bytes", "read_head"]
