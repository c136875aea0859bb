r"""IMDb's non-commercial dumps: seven files of tab-separated values, with \N for no value.

https://developer.imdb.com/non-commercial-datasets/
The rows of a title follow one another, in the same order in each file. Reading relies on that for
speed only.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from heartcli.catalogue.codec import CAST, LIST_SEPARATOR, to_json
from heartcli.catalogue.importing.json_documents import parse_json
from heartcli.catalogue.importing.readers.regions import COUNTRY_BY_CODE
from heartcli.catalogue.importing.report import REASON_FEW_VOTES, REASON_NO_YEAR
from heartcli.catalogue.importing.sink import FilmSink
from heartcli.catalogue.importing.tables import Block, read_table
from heartcli.catalogue.importing.values import FILM_TYPES
from heartcli.catalogue.models import MAX_CREDITS, MAX_TEXT_LENGTH, MAX_TITLES
from heartcli.errors import HeartError
from heartcli.model.field_types import MAX_YEAR, MIN_YEAR
from heartcli.text.display import safe_for_terminal

_INVALID_ROW = "invalid row"
_NO_VALUE = "\\N"
_MAX_ID = 10**9
_MAX_MINUTES = 100_000
# A rating is kept in 64 bits: the title's id, its votes, and its score in tenths.
_VOTE_BITS = 24
_SCORE_BITS = 8
_MAX_VOTES = (1 << _VOTE_BITS) - 1
_COLUMNS = {
    "ratings": ("tconst", "averageRating", "numVotes"),
    "basics": ("tconst", "titleType", "primaryTitle", "originalTitle", "isAdult", "startYear",
               "endYear", "runtimeMinutes", "genres"),
    "akas": ("titleId", "ordering", "title", "region", "language", "types", "attributes",
             "isOriginalTitle"),
    "crew": ("tconst", "directors", "writers"),
    "principals": ("tconst", "ordering", "nconst", "category", "job", "characters"),
    "names": ("nconst", "primaryName", "birthYear", "deathYear", "primaryProfession",
              "knownForTitles"),
    "episode": ("tconst", "parentTconst", "seasonNumber", "episodeNumber"),
}  # fmt: skip
_JOBS = {
    "actor": CAST, "actress": CAST, "self": CAST, "archive_footage": CAST, "director": "Director",
    "writer": "Writer", "producer": "Producer", "composer": "Composer",
    "cinematographer": "Cinematography", "editor": "Editor",
    "production_designer": "Production design", "casting_director": "Casting",
}  # fmt: skip

_CreditRow = tuple[int, str, str]  # person's id, job, character


def read(paths: Sequence[Path], sink: FilmSink) -> None:
    """Reads the files in the order in which they need one another."""
    tables: dict[str, list[tuple[Path, Iterator[Block]]]] = {name: [] for name in _COLUMNS}
    for path in sink.files.find(paths, (".tsv", ".tsv.gz")):
        head, blocks = read_table(sink.files, path)
        tables[_identify_table(path, head)].append((path, blocks))
    if not tables["basics"]:
        raise HeartError("missing title.basics.tsv, which has the titles")
    dump = _DumpReader(sink)
    for name, read_rows in (
        ("ratings", dump.read_ratings),
        ("basics", dump.read_basics),
        ("akas", dump.read_akas),
        ("crew", dump.read_crew),
        ("principals", dump.read_principals),
        ("names", dump.read_names),
    ):
        for path, blocks in tables[name]:
            read_rows(path, blocks)


def _identify_table(path: Path, head: str) -> str:
    for name, columns in _COLUMNS.items():
        if head == "\t".join(columns):
            return name
    raise HeartError(f"{safe_for_terminal(str(path))} is not an IMDb file: unknown columns")


class _IdSet:
    """A set of ids, as bits in pages of 2^16: ten million titles take a megabyte."""

    def __init__(self) -> None:
        self._pages: dict[int, bytearray] = {}

    def add(self, number: int) -> None:
        page = self._pages.get(number >> 16)
        if page is None:
            page = self._pages[number >> 16] = bytearray(1 << 13)
        page[number >> 3 & 0x1FFF] |= 1 << (number & 7)

    def __contains__(self, number: int) -> bool:
        page = self._pages.get(number >> 16)
        return page is not None and bool(page[number >> 3 & 0x1FFF] >> (number & 7) & 1)


class _DumpReader:
    """Reads the files one after another, and remembers which titles and people are imported."""

    def __init__(self, sink: FilmSink) -> None:
        self._report = sink.report
        self._writer = sink.writer
        self._filter = sink.import_filter
        self._title_ids = _IdSet()
        self._person_ids = _IdSet()
        self._ratings = array("Q")  # sorted

    def read_ratings(self, path: Path, blocks: Iterator[Block]) -> None:
        """Keeps scores and votes: eight bytes for each rated title."""
        for number, lines in blocks:
            for i, line in enumerate(lines):
                try:
                    id_text, score, votes = line.split("\t")
                    tenths = _check_range(round(float(score) * 10), 0, 100)
                    count = _check_range(int(votes), 0, _MAX_VOTES)
                    title_id = _parse_id(id_text, "tt")
                    self._ratings.append((title_id << _VOTE_BITS | count) << _SCORE_BITS | tenths)
                except (ValueError, OverflowError):
                    self._report_invalid(path, number + i, line)
        self._ratings = array("Q", sorted(self._ratings))

    def _find_rating(self, title_id: int) -> tuple[int, int]:
        """The votes, and the score in tenths; (0, 0) for an unrated title."""
        index = bisect_left(self._ratings, title_id << _VOTE_BITS + _SCORE_BITS)
        if index == len(self._ratings):
            return 0, 0
        rating = self._ratings[index]
        if rating >> _VOTE_BITS + _SCORE_BITS != title_id:
            return 0, 0
        return rating >> _SCORE_BITS & _MAX_VOTES, rating & (1 << _SCORE_BITS) - 1

    def read_basics(self, path: Path, blocks: Iterator[Block]) -> None:
        """Adds the titles that pass the filter."""
        title_types, skipped = self._filter.title_types, self._report.skipped
        column_count = len(_COLUMNS["basics"])
        for number, lines in blocks:
            for i, line in enumerate(lines):
                cells = line.split("\t")
                if len(cells) != column_count:
                    self._report_invalid(path, number + i, line)
                elif title_types is not None and cells[1] not in title_types:
                    skipped[cells[1]] += 1
                else:
                    try:
                        self._add_title(cells)
                    except ValueError:
                        self._report_invalid(path, number + i, line)

    def _add_title(self, cells: Sequence[str]) -> None:
        """Adds a title unless it is filtered out. Raises ValueError for an impossible value."""
        id_text, title_type, title, original_title, _, year_text, _, minutes_text, genres = cells
        title_id = _parse_id(id_text, "tt")
        year = 0 if year_text == _NO_VALUE else int(year_text)
        minutes = (
            0 if minutes_text == _NO_VALUE else _check_range(int(minutes_text), 0, _MAX_MINUTES)
        )
        _check_range(year or MIN_YEAR, MIN_YEAR, MAX_YEAR)
        _check_range(len(title.strip().removeprefix(_NO_VALUE)), 1, MAX_TEXT_LENGTH)
        votes, tenths = self._find_rating(title_id)
        if not year or votes < self._filter.min_votes:
            self._report.skipped[REASON_FEW_VOTES if year else REASON_NO_YEAR] += 1
            return
        self._title_ids.add(title_id)
        if len(original_title) > MAX_TEXT_LENGTH or original_title in (title, _NO_VALUE):
            original_title = ""
        genres = genres.replace(",", LIST_SEPARATOR)
        if len(genres) > MAX_TEXT_LENGTH or genres == _NO_VALUE:
            genres = ""
        sections = {"ratings": [["IMDb", tenths / 10, 10, votes]]} if votes else None
        popularity = votes or 1 + bool(minutes) + bool(genres)
        self._writer.add_entry_row(
            (self._writer.first_id | title_id, None, title_id, None, title, year, popularity,
             None if title_type in FILM_TYPES else title_type, original_title.strip() or None,
             minutes or None, genres or None, None, None,
             to_json(sections).encode() if sections else None)
        )  # fmt: skip

    def read_akas(self, path: Path, blocks: Iterator[Block]) -> None:
        """Adds the titles that films have in other countries."""
        for title_id, rows in groupby(self._rows_of_titles(path, blocks), itemgetter(0)):
            titles: list[tuple[str, str]] = []
            for _, number, cells in rows:
                try:
                    self._append_title(titles, cells)
                except ValueError:
                    self._report.add_problem(path, number, _INVALID_ROW)
            if titles:
                self._writer.add_titles(title_id, titles)

    def _append_title(self, titles: list[tuple[str, str]], cells: str) -> None:
        _, title, region, _, _, _, is_original = cells.split("\t")
        if is_original == "1" or not title.strip():
            return
        if max(len(title), len(region)) > MAX_TEXT_LENGTH or len(titles) == MAX_TITLES:
            self._report.skipped_parts["titles"] += 1
        else:
            titles.append((title, COUNTRY_BY_CODE.get(region, region)))

    def read_crew(self, path: Path, blocks: Iterator[Block]) -> None:
        """Adds directors and writers."""
        for title_id, number, cells in self._rows_of_titles(path, blocks):
            try:
                credits_ = _parse_crew(cells)
            except ValueError:
                self._report.add_problem(path, number, _INVALID_ROW)
                continue
            self._report.skipped_parts["credits"] += max(0, len(credits_) - MAX_CREDITS)
            self._write_credits(title_id, credits_[:MAX_CREDITS])

    def read_principals(self, path: Path, blocks: Iterator[Block]) -> None:
        """Adds casts in their order, and crews."""
        for title_id, rows in groupby(self._rows_of_titles(path, blocks), itemgetter(0)):
            credits_: list[_CreditRow] = []
            for _, number, cells in rows:
                try:
                    self._append_credit(credits_, cells)
                except ValueError:
                    self._report.add_problem(path, number, _INVALID_ROW)
            self._write_credits(title_id, credits_)

    def _append_credit(self, credits_: list[_CreditRow], cells: str) -> None:
        _, person, category, _, characters = cells.split("\t")
        job = _JOBS.get(category) or _format_category(category)
        character = _parse_characters(characters)
        is_short = len(job) + len(character) <= MAX_TEXT_LENGTH
        if job and is_short and len(credits_) < MAX_CREDITS:
            credits_.append((_parse_id(person, "nm"), job, character))
        else:
            self._report.skipped_parts["credits"] += 1

    def _write_credits(self, title_id: int, credits_: list[_CreditRow]) -> None:
        if credits_:
            for person_id, _, _ in credits_:
                self._person_ids.add(person_id)
            self._writer.add_credit_rows(title_id, credits_)

    def read_names(self, path: Path, blocks: Iterator[Block]) -> None:
        """Adds the people with a credit for an imported title."""
        person_ids, add_person = self._person_ids, self._writer.add_person
        for number, lines in blocks:
            for i, line in enumerate(lines):
                cells = line.split("\t")
                try:
                    person_id = _parse_id(cells[0], "nm")
                    _, name, born, died, *_ = cells
                    if person_id in person_ids and name.strip() not in ("", _NO_VALUE):
                        _check_range(len(name), 1, MAX_TEXT_LENGTH)
                        add_person(person_id, name, _parse_year(born), _parse_year(died))
                except ValueError:
                    self._report_invalid(path, number + i, line)

    def _rows_of_titles(
        self, path: Path, blocks: Iterator[Block]
    ) -> Iterator[tuple[int, int, str]]:
        """The rows of imported titles: the title's id, the line's number, the other cells."""
        last_id_text, title_id = "", 0
        for number, lines in blocks:
            for i, line in enumerate(lines):
                id_text, _, cells = line.partition("\t")
                if id_text != last_id_text:
                    last_id_text, title_id = id_text, 0
                    try:
                        title_id = _parse_id(id_text, "tt")
                    except ValueError:
                        self._report_invalid(path, number + i, line)
                    if title_id not in self._title_ids:
                        title_id = 0
                if title_id:
                    yield title_id, number + i, cells

    def _report_invalid(self, path: Path, number: int, line: str) -> None:
        if line:  # empty ones have been reported
            self._report.add_problem(path, number, _INVALID_ROW)


def _check_range(number: int, minimum: int, maximum: int) -> int:
    """Returns the number. Raises ValueError if it is out of range."""
    if not minimum <= number <= maximum:
        raise ValueError(number)
    return number


def _parse_id(text: str, prefix: str) -> int:
    """The number of an id. Raises ValueError for anything else."""
    number = int(text[2:])
    if text[:2] != prefix or not 0 < number < _MAX_ID or "_" in text:  # int() reads 1_000, too
        raise ValueError(text)
    return number


def _parse_year(text: str) -> int | None:
    return None if text == _NO_VALUE else int(text[:4])


def _parse_crew(cells: str) -> list[_CreditRow]:
    directors, writers = cells.split("\t")
    return [
        (_parse_id(person, "nm"), job, "")
        for job, people in (("Director", directors), ("Writer", writers))
        if people != _NO_VALUE
        for person in people.split(",")
    ]


def _format_category(category: str) -> str:
    """The name of a job without an entry in _JOBS; "" if there is none."""
    return "" if category == _NO_VALUE else category.strip().replace("_", " ").capitalize()


def _parse_characters(text: str) -> str:
    """The characters in a JSON list: ["Rick", "Himself"] → "Rick / Himself"."""
    if text == _NO_VALUE:
        return ""
    has_one_name = text.count('"') == 2 and "\\" not in text
    if has_one_name and text[:2] == '["' and text[-2:] == '"]':  # quicker than JSON
        return text[2:-2]
    value = parse_json(text.encode())
    return " / ".join(map(str, value)) if isinstance(value, list) else str(value)
