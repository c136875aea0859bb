"""`heart new`: a commented film file to go on writing in."""

import re
import unicodedata
from pathlib import Path

from heartcli.errors import HeartError
from heartcli.model.film import Film, default_id
from heartcli.model.records import Slug
from heartcli.storage import paths
from heartcli.storage.files import os_errors, write_new_file
from heartcli.text.display import escape_json, format_command, safe_for_terminal
from heartcli.text.folding import slug

_YEAR_BEHIND = re.compile(r"\(([0-9]{4})\)")
_LONGEST = 500  # letters of a title
_LONGEST_NAME = 200  # letters of a file's name

_HEAD = """\
# {title} ({year}). A film file for heart; its docs/film-files.md has the whole format.
# Look it up: {look_up}      Check it: heart check FILE

"""
_FACTS = """\
format = 1
{id}title = {quoted}
year = {year}
# premise = "What it is about, in a sentence."
# genres = ["Drama"]
# countries = ["United States"]
# languages = ["English"]
# ids = {{ imdb = "tt0000000", wikidata = "Q1" }}

# Where you read it. The word behind the dot is yours; records cite it.

# [sources.wikipedia]
# title = "{title_in_comment}"
# publisher = "Wikipedia (English)"
# url = "https://en.wikipedia.org/wiki/…"

# Who plays whom. The performer is all that it needs.

# [[cast]]
# performer = "Her Name"
# character = "Whom she plays"
# billing = 1
# text = "A line on the character."
# sources = ["wikipedia"]

# [[crew]]
# name = "His Name"
# job = "Director"
# sources = ["wikipedia"]
"""
_MORE = """
# The story, beat by beat. Mark what should not be told.

# [[plot]]
# id = "the-end"
# text = "…"
# spoiler = true
# sources = ["wikipedia"]

# How it was made. The topic is one of:
# {topics}

# [[production]]
# id = "first-day"
# topic = "shooting"
# date = "1982-02"              # or 1982-02-11, 1982, "1981-10/1982-03", "1982~"
# text = "…"
# sources = ["wikipedia"]
# disputes = [{{ says = "Another source tells it otherwise.", sources = ["wikipedia"] }}]

# What critics thought: positive, mixed or negative.

# [[reviews]]
# critic = "A Critic"
# publication = "A Paper"
# stance = "mixed"
# quote = "Word for word, and short."
# sources = ["wikipedia"]

# More sections: titles, companies, songs, editions, releases, certificates, figures, ratings,
# awards, legacy, questions.
"""


def title_and_year(title: str, year: int | None) -> tuple[str, int | None]:
    """The year may stand in the title: "Casablanca (1942)". Raises HeartError for two years."""
    title = title.strip()
    match = _YEAR_BEHIND.fullmatch(title[-6:])
    if match is None:
        return title, year
    if year not in (None, int(match[1])):
        raise HeartError(f"the title says {match[1]}, --year says {year}; which is it?")
    return title[:-6].strip(), int(match[1])


def film_file(title: str, year: int | None) -> str:
    """The text of a film file that `heart check` passes. Raises HeartError for no title or year."""
    from heartcli.model.field_types import KINDS  # noqa: PLC0415
    from heartcli.model.records import Year  # noqa: PLC0415

    title = safe_for_terminal(title)
    if not title:
        raise HeartError("a film has a title: heart new TITLE")
    if len(title) > _LONGEST:
        raise HeartError(f"a title has at most {_LONGEST} letters")
    try:
        KINDS[Year].read(year)
    except TypeError as error:
        raise HeartError(f"{year} is no year of a film; allowed: {KINDS[Year].allowed}") from error
    quoted = '"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'
    spelled = "" if slug(title) else _spelled(title, year)
    facts = _FACTS.format(
        id=f'id = "{spelled}"\n' if spelled else "",
        title_in_comment=title.replace('"', "'"),
        year=year,
        quoted=quoted,
    )
    return _head(title, year) + facts + _more()


def prefilled(film: Film) -> str:
    """The text of a film file with what the catalogue knows, its sources and its id."""
    from heartcli import filmfile  # noqa: PLC0415
    from heartcli.model.field_types import KINDS  # noqa: PLC0415

    try:
        KINDS[Slug].read(film.id)
    except TypeError:  # of a title in another script, and a director or a number behind it
        film = Film(**{**dict(film.items()), "id": default_id(film.title, film.year)})
    head = _head(safe_for_terminal(film.title), film.year)
    return head + escape_json(filmfile.dump(film)) + _more()  # which TOML's strings are, too


def _head(title: str, year: int | None) -> str:
    return _HEAD.format(title=title, year=year, look_up=format_command("film", title))


def _more() -> str:
    from heartcli.model.field_types import kind_of  # noqa: PLC0415
    from heartcli.model.records import Topic  # noqa: PLC0415

    return _MORE.format(topics=kind_of(Topic).allowed.removeprefix("one of "))


def write(text: str, path: Path) -> Path:
    """Writes a new film file, whole or not at all. Raises HeartError if the file exists."""
    name = safe_for_terminal(str(path))
    with os_errors(name, "written"):
        try:
            write_new_file(path, text)
        except FileExistsError as error:
            if not path.parent.is_dir():
                raise HeartError(f"{name} can't be written: its folder is a file") from error
            raise HeartError(f"{name} is there already; nothing was written") from error
    return path


def place(title: str, year: int | None) -> Path:
    """Where a new film file goes: on the user's shelf, `<slug>-<year>.toml`.

    Raises HeartError where no name can be made of the title.
    """
    title = safe_for_terminal(title)
    name = _spelled(title, year) if not slug(title) else default_id(title, year)
    if not name:
        raise HeartError("a file can't be named after this title; name one: -o PATH")
    return paths.films_dir() / f"{name}.toml"


def _spelled(title: str, year: int | None) -> str:
    """An id for a title without words, such as "***", by what its signs are called; "" if long."""
    names = " ".join(unicodedata.name(sign, f"u{ord(sign):x}") for sign in title)
    return "" if len(names) > _LONGEST_NAME else f"{slug(names)}-{year}"
