"""Film files: TOML ⇄ `Film`.

Public: `load` reads a file, `parse` its contents, and `dump` writes a film. Reading is strict: it
reports every problem with its line. `check`, `template` and `json_schema` are behind `heart check`,
`heart new` and `heart schema`.
"""

from heartcli.filmfile.toml import (
    ParseResult,
    Problem,
    dump,
    has_film_file_name,
    load,
    parse,
    parse_file,
    read_bytes,
    read_head,
)

__all__ = [
    "ParseResult", "Problem", "dump", "has_film_file_name", "load", "parse", "parse_file",
    "read_bytes", "read_head",
]  # fmt: skip
