"""`heart new`: writes a new film file, with examples to uncomment.

The examples are in the .txt files beside this module.
"""

import re
import unicodedata
from pathlib import Path
from textwrap import wrap

from heartcli.errors import HeartError
from heartcli.filmfile.toml import dump
from heartcli.model.field_types import FIELD_TYPES, field_type
from heartcli.model.film import Film, default_id
from heartcli.model.records import Slug, Topic, Year
from heartcli.model.sections import SECTIONS
from heartcli.storage import paths
from heartcli.storage.files import os_errors, write_new_file
from heartcli.text.display import escape_json, format_command, safe_for_terminal
from heartcli.text.folding import slug

_YEAR_SUFFIX = re.compile(r"\(([0-9]{4})\)")
_MAX_TITLE = 500  # characters
_MAX_SPELLED_NAME = 200  # characters in an id made from Unicode names

_HEAD = """\
# {title} ({year}): a film file for heart. The format is described in docs/film-files.md.
# Show it: {look_up}      Check it: heart check FILE

"""
_FIELDS, _MORE_SECTIONS = (
    Path(__file__).with_name(f"template_{part}.txt").read_text("utf-8")
    for part in ("fields", "sections")
)


def title_and_year(title: str, year: int | None) -> tuple[str, int | None]:
    """Splits the year from a title: "Casablanca (1942)". Raises HeartError if `year` differs."""
    title = title.strip()
    match = _YEAR_SUFFIX.fullmatch(title[-6:])
    if match is None:
        return title, year
    if year not in (None, int(match[1])):
        raise HeartError(f"the title says {match[1]}, but --year says {year}. Use one of them")
    return title[:-6].strip(), int(match[1])


def blank_film_file(title: str, year: int | None) -> str:
    """Returns a film file with only a title and a year. Raises HeartError if either is invalid."""
    title = safe_for_terminal(title)
    if not title:
        raise HeartError("missing title. Try: heart new TITLE")
    if len(title) > _MAX_TITLE:
        raise HeartError(f"title too long: use at most {_MAX_TITLE} characters")
    year_type = FIELD_TYPES[Year]
    try:
        year_type.read(year or 0)
    except TypeError as error:
        raise HeartError(f"{year} is not {year_type.allowed}") from error
    film_id = "" if slug(title) else _spelled_id(title, year)
    fields = _FIELDS.format(
        id=f'id = "{film_id}"\n' if film_id else "",
        title_in_comment=title.replace('"', "'"),
        year=year,
        quoted='"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"',
    )
    return _head(title, year) + fields + _commented_sections()


def prefilled_film_file(film: Film) -> str:
    """Returns a film file that contains everything the catalogue knows about a film."""
    try:
        FIELD_TYPES[Slug].read(film.id)
    except TypeError:  # an invalid id, for example from a title in another script
        film = Film(**{**dict(film.items()), "id": default_id(film.title, film.year)})
    head = _head(safe_for_terminal(film.title), film.year)
    # JSON's escapes are valid in TOML strings too.
    return head + escape_json(dump(film)) + _commented_sections()


def _head(title: str, year: int | None) -> str:
    return _HEAD.format(title=title, year=year, look_up=format_command("film", title))


def _commented_sections() -> str:
    shown = _FIELDS + _MORE_SECTIONS
    others = ", ".join(name for name in SECTIONS if f"[[{name}]]" not in shown)
    lines = wrap(f"More sections: {others}.", 98, initial_indent="# ", subsequent_indent="# ")
    topics = field_type(Topic).allowed.removeprefix("one of ")
    return _MORE_SECTIONS.format(topics=topics, other_sections="\n".join(lines))


def write_film_file(text: str, path: Path) -> None:
    """Writes a new film file, in full or not at all. Raises HeartError if the file exists."""
    name = safe_for_terminal(str(path))
    with os_errors(name, "write"):
        try:
            write_new_file(path, text.encode())
        except FileExistsError as error:
            if not path.parent.is_dir():
                raise HeartError(f"can't write {name}: its folder is a file") from error
            raise HeartError(f"{name} already exists; nothing written") from error


def default_path(title: str, year: int | None) -> Path:
    """The default path for a new film file: `<slug>-<year>.toml` in the user's folder.

    Raises HeartError if a file can't be named after the title.
    """
    title = safe_for_terminal(title)
    name = default_id(title, year) if slug(title) else _spelled_id(title, year)
    if not name:
        raise HeartError("can't name a file after this title. Use -o PATH")
    return paths.films_dir() / f"{name}.toml"


def _spelled_id(title: str, year: int | None) -> str:
    """Spells out a title such as "***" in Unicode names to make an id; "" if it's too long."""
    names = " ".join(unicodedata.name(sign, f"u{ord(sign):x}") for sign in title)
    return "" if len(names) > _MAX_SPELLED_NAME else f"{slug(names)}-{year}"
