r"""Reads IMDb's non-commercial dumps: seven tab-separated files, with \N for a missing value.

https://developer.imdb.com/non-commercial-datasets/
All files list titles in the same order, with the rows of each title together. If they didn't,
reading would be slower.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import unescape
from pathlib import Path

from heartcli.catalogue.codec import CAST, LIST_SEPARATOR, CreditRow
from heartcli.catalogue.importing.readers.imdb_lines import Block, group_by_title, read_dump
from heartcli.catalogue.importing.readers.imdb_values import (
    NO_VALUE,
    IdSet,
    check_range,
    parse_characters,
    parse_id,
    parse_int,
    parse_year,
)
from heartcli.catalogue.importing.readers.regions import COUNTRY_BY_CODE
from heartcli.catalogue.importing.report import REASON_FEW_VOTES, REASON_NO_YEAR
from heartcli.catalogue.importing.sink import FilmSink
from heartcli.catalogue.importing.title_types import FILM_TYPES
from heartcli.catalogue.importing.values import MAX_MINUTES
from heartcli.catalogue.models import MAX_CREDITS, MAX_TEXT_LENGTH, MAX_TITLES
from heartcli.errors import HeartError
from heartcli.model.field_types import MAX_YEAR, MIN_YEAR
from heartcli.text.display import plural, safe_for_terminal

# A rating is packed into 64 bits: the title's id, its votes, and its score in tenths.
_VOTE_BITS = 24
_SCORE_BITS = 8
_MAX_VOTES = (1 << _VOTE_BITS) - 1
_COLUMNS = {
    "ratings": "tconst averageRating numVotes",
    "basics": "tconst titleType primaryTitle originalTitle isAdult startYear endYear"
    " runtimeMinutes genres",
    "akas": "titleId ordering title region language types attributes isOriginalTitle",
    "crew": "tconst directors writers",
    "principals": "tconst ordering nconst category job characters",
    "names": "nconst primaryName birthYear deathYear primaryProfession knownForTitles",
    "episode": "tconst parentTconst seasonNumber episodeNumber",
}
_TABLES_OF_PARTS = ("akas", "crew", "principals")  # with any number of rows for each title
_JOBS = {
    "actor": CAST, "actress": CAST, "self": CAST, "archive_footage": CAST, "director": "Director",
    "writer": "Writer", "producer": "Producer", "composer": "Composer",
    "cinematographer": "Cinematography", "editor": "Editor",
    "production_designer": "Production design", "casting_director": "Casting", NO_VALUE: "",
}  # fmt: skip


def read(paths: Sequence[Path], sink: FilmSink) -> None:
    """Reads the files in dependency order."""
    tables: dict[str, list[tuple[Path, Iterator[Block]]]] = {name: [] for name in _COLUMNS}
    for path in sink.files.find(paths, (".tsv", ".tsv.gz")):
        head, blocks = read_dump(sink.files, path)
        tables[_identify_table(path, head)].append((path, blocks))
    if not tables["basics"]:
        raise HeartError("missing title.basics.tsv, which has the titles")
    dump = _DumpReader(sink)
    steps = {
        "ratings": dump.add_rating, "basics": dump.add_title, "akas": dump.add_aka,
        "crew": dump.add_crew, "principals": dump.add_principal, "names": dump.add_person,
    }  # fmt: skip
    for name, add in steps.items():
        read_table = dump.read_parts if name in _TABLES_OF_PARTS else dump.read_table
        for path, blocks in tables[name]:
            read_table(path, blocks, add, columns=len(_COLUMNS[name].split()))
        if name == "ratings":
            dump.ratings = array("Q", sorted(dump.ratings))


def is_header(line: str) -> bool:
    """Whether a line is the header of one of IMDb's files."""
    return any(line.split("\t") == columns.split() for columns in _COLUMNS.values())


def _identify_table(path: Path, head: str) -> str:
    for name, columns in _COLUMNS.items():
        if head.split("\t") == columns.split():
            return name
    raise HeartError(f"{safe_for_terminal(str(path))} is not an IMDb file: unknown columns")


class _DumpReader:
    """Reads the files in turn. Its `add_` methods raise ValueError for an invalid line."""

    def __init__(self, sink: FilmSink) -> None:
        self._report = sink.report
        self._writer = sink.writer
        self._filter = sink.import_filter
        self._title_ids = IdSet()
        self._person_ids = IdSet()
        self.ratings = array("Q")  # sorted once all have been read
        # What has been read of one title:
        self._titles: list[tuple[str, str]] = []
        self._credits: list[CreditRow] = []

    def read_table(
        self, path: Path, blocks: Iterable[Block], add: Callable[[str], None], *, columns: int
    ) -> None:
        """Reads the rows of a file, and reports invalid ones."""
        for block in blocks:
            self._read_rows(path, block, add, columns)

    def read_parts(
        self, path: Path, blocks: Iterable[Block], add: Callable[[str], None], *, columns: int
    ) -> None:
        """Reads a file with alternative titles or credits."""
        for block in blocks:
            for title_id, rows in group_by_title(block, self._title_ids):
                self._read_rows(path, rows, add if title_id else _reject, columns)
                self._write_parts(title_id)

    def _read_rows(
        self, path: Path, block: Block, add: Callable[[str], None], columns: int
    ) -> None:
        number, text = block
        for i, line in enumerate(text.split("\n"), number):
            try:
                add(line)
            except (ValueError, OverflowError):
                if line:  # unreadable lines are empty, and already reported
                    count = line.count("\t") + 1
                    detail = (
                        "" if count == columns else f": {plural(count, 'column')}, not {columns}"
                    )
                    self._report.add_problem(path, i, f"invalid row{detail}")

    def add_rating(self, line: str) -> None:
        id_text, score, votes = line.split("\t")
        tenths = check_range(round(float(score) * 10), 0, 100)
        count = check_range(int(votes), 0, _MAX_VOTES)
        title_id = parse_id(id_text, "tt")
        self.ratings.append((title_id << _VOTE_BITS | count) << _SCORE_BITS | tenths)

    def _find_rating(self, title_id: int) -> tuple[int, int]:
        """Returns a title's votes and its score in tenths; (0, 0) if it's unrated."""
        index = bisect_left(self.ratings, title_id << _VOTE_BITS + _SCORE_BITS)
        rating = self.ratings[index] if index < len(self.ratings) else 0
        if rating >> _VOTE_BITS + _SCORE_BITS != title_id:
            return 0, 0
        return rating >> _SCORE_BITS & _MAX_VOTES, rating & (1 << _SCORE_BITS) - 1

    def add_title(self, line: str) -> None:
        cells = line.split("\t")
        id_text, title_type, title, original, _, year_text, _, minutes_text, genres = cells
        if self._filter.title_types is not None and title_type not in self._filter.title_types:
            self._report.skip(title_type)
            return
        title_id = parse_id(id_text, "tt")
        year = parse_int(year_text)
        minutes = self._parse_minutes(minutes_text)
        check_range(year or MIN_YEAR, MIN_YEAR, MAX_YEAR)
        if title.strip() in ("", NO_VALUE):
            title = original
        if "&" in title and ";" in title:  # a few titles contain HTML escapes
            title = unescape(title)
        check_range(len(title.strip().removeprefix(NO_VALUE)), 1, MAX_TEXT_LENGTH)
        votes, tenths = self._find_rating(title_id)
        if not year or votes < self._filter.min_votes:
            self._report.skipped[REASON_FEW_VOTES if year else REASON_NO_YEAR] += 1
            return
        self._title_ids.update([title_id])
        if len(original) > MAX_TEXT_LENGTH or original in (title, NO_VALUE):
            original = ""
        genres = genres.replace(",", LIST_SEPARATOR)
        if len(genres) > MAX_TEXT_LENGTH or genres == NO_VALUE:
            genres = ""
        self._writer.add_imdb_row(
            (self._writer.first_id | title_id, title_id, title, year,
             votes or 1 + bool(minutes) + bool(genres),
             "" if title_type in FILM_TYPES else title_type, original.strip(), minutes, genres,
             votes, tenths)
        )  # fmt: skip

    def _parse_minutes(self, text: str) -> int:
        """Returns the running time in minutes; 0 if it's missing or isn't a number."""
        if text != NO_VALUE and not text.removeprefix("-").isdecimal():
            self._report.unreadable["running times"] += 1
            return 0
        return check_range(parse_int(text), 0, MAX_MINUTES)

    def add_aka(self, line: str) -> None:
        _, _, title, region, _, types, attributes, is_original = line.split("\t")
        if is_original == "1" or not title.strip():
            return
        if max(len(title), len(region)) > MAX_TEXT_LENGTH:
            self._report.skipped_parts["titles"] += 1
        elif "working" in types or "literal" in attributes or "informal" in attributes:
            self._titles.append((title, ""))  # not a title that the film had in that region
        else:
            self._titles.append((title, COUNTRY_BY_CODE.get(region, region)))

    def add_crew(self, line: str) -> None:
        _, directors, writers = line.split("\t")
        self._credits += [
            (parse_id(person, "nm"), job, "")
            for job, people in (("Director", directors), ("Writer", writers))
            if people != NO_VALUE
            for person in people.split(",")
        ]

    def add_principal(self, line: str) -> None:
        _, _, person, category, _, characters = line.split("\t")
        job = _JOBS.get(category)
        if job is None:
            job = category.strip().replace("_", " ").capitalize()
        try:
            character = parse_characters(characters)
        except ValueError:
            character = ""
            self._report.unreadable["characters"] += 1
        if job and len(job) + len(character) <= MAX_TEXT_LENGTH:
            self._credits.append((parse_id(person, "nm"), job, character))
        else:
            self._report.skipped_parts["credits"] += 1

    def _write_parts(self, title_id: int) -> None:
        """Writes the other titles and the credits collected for a title."""
        titles, credits_ = self._titles, self._credits
        if titles:
            self._report.skipped_parts["titles"] += len(titles[MAX_TITLES:])
            self._writer.add_titles(title_id, titles[:MAX_TITLES])
            self._titles = []
        if credits_:
            self._report.skipped_parts["credits"] += len(credits_[MAX_CREDITS:])
            self._person_ids.update(person_id for person_id, _, _ in credits_[:MAX_CREDITS])
            self._writer.add_credit_rows(title_id, credits_[:MAX_CREDITS])
            self._credits = []

    def add_person(self, line: str) -> None:
        id_text, name, born, died, *_ = line.split("\t")
        person_id = parse_id(id_text, "nm")
        if person_id not in self._person_ids:
            return
        if name.strip() in ("", NO_VALUE):
            self._report.skipped_parts["names"] += 1
        else:
            check_range(len(name), 1, MAX_TEXT_LENGTH)
            self._writer.add_person(person_id, name, parse_year(born), parse_year(died))


def _reject(line: str) -> None:
    raise ValueError(line)
