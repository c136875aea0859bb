"""Film files: TOML ⇄ `Film`.

Public: `load` reads a file, `parse` its contents, both reporting every problem with its line, and
`dump` writes a film. `check`, `template` and `json_schema` are behind `heart check`, `heart new`
and `heart schema`.
"""

from heartcli.filmfile.toml import dump, has_film_file_name, load, parse, read_bytes, read_head

__all__ = ["dump", "has_film_file_name", "load", "parse", "read_bytes", "read_head"]
