"""Film files: TOML ⇄ `Film`.

`load` reads a file, `parse` its contents, `dump` writes a film. Reading is strict: it reports every
problem with its line. `check`, `template` and `json_schema` are what `heart check`, `heart new` and
`heart schema` print.
"""

from heartcli.filmfile.toml import (
    Problem,
    Reading,
    contents,
    dump,
    is_named_so,
    load,
    parse,
    peek,
    read,
)

__all__ = [
    "Problem", "Reading", "contents", "dump", "is_named_so", "load", "parse", "peek", "read"
]  # fmt: skip
