"""Recognises the format of files by their contents."""

from collections.abc import Callable, Sequence
from pathlib import Path

from heartcli.catalogue.formats import FORMATS
from heartcli.catalogue.importing.files import (
    JSON_SUFFIXES,
    TABLE_SUFFIXES,
    ImportFiles,
    Progress,
)
from heartcli.catalogue.importing.json_documents import is_json, read_documents
from heartcli.catalogue.importing.readers import (
    csv_tables,
    imdb,
    imdb_lists,
    letterboxd,
    movielens,
    omdb,
    sparql,
    tmdb,
    wikidata,
)
from heartcli.catalogue.importing.report import ImportReport
from heartcli.catalogue.importing.tables.columns import map_columns, score_header
from heartcli.catalogue.importing.tables.opening import open_table
from heartcli.errors import HeartError
from heartcli.text.display import join_with_and, safe_for_terminal, shorten

_SUFFIXES = (*JSON_SUFFIXES, *TABLE_SUFFIXES, ".nfo", ".xml", movielens.WITHOUT_HEADER)
_MAX_FILES = 300  # files to look into; a collection may have thousands
_NFO_TAGS = (b"<movie", b"<videodb", b"<episodedetails", b"<tvshow")
_NFO = ".nfo"
_READABLE = (
    "heart reads exports from IMDb, TMDb, OMDb, Wikidata, Letterboxd and MovieLens, .nfo files, "
    "and CSV tables whose first row names the columns, such as title and year"
)
# Formats whose exports include tables that look like another format's.
_INCLUDED = {"letterboxd": {"csv"}, "movielens": {"csv"}, "tmdb": {"csv", "movielens"}}


def recognize_format(paths: Sequence[Path], progress: Progress) -> str:
    """Returns the format that all files at these paths share. Raises HeartError if they differ."""
    report = ImportReport()
    files = ImportFiles(report, progress)
    matches = files.find(paths, _SUFFIXES)
    formats = {_recognize_file(files, path): path for path in matches[:_MAX_FILES]}
    formats.pop("", None)
    for name in [*formats]:
        for included in _INCLUDED.get(name, ()):
            formats.pop(included, None)
    names = ", ".join(safe_for_terminal(str(path)) for path in paths)
    if not formats:
        if report.problems:
            raise HeartError(report.problems[0])
        row = ", ".join(_first_row(files, matches[0])) if len(matches) == 1 else ""
        problem = f"can't recognise the format of {names}"
        problem += f", which begins with {shorten(row)}" if row else ""
        raise HeartError(f"{problem}. {_READABLE}")
    if len(formats) > 1:
        kinds = join_with_and(sorted(formats))
        hint = f"Import one format at a time: heart import {min(formats)} PATH"
        raise HeartError(f"several formats in {names}: {kinds}. {hint}")
    return next(iter(formats))


def check_format(format_: str, paths: Sequence[Path], progress: Progress) -> None:
    """Raises HeartError if files that couldn't be imported look like another format."""
    try:
        recognized = recognize_format(paths, progress)
    except HeartError:
        return
    if recognized != format_:
        names = " ".join(safe_for_terminal(str(path)) for path in paths)
        looks = f"{names} looks like {FORMATS[recognized].description}, not {format_}"
        raise HeartError(f"{looks}. Try: heart import {recognized} {names}")


def _recognize_file(files: ImportFiles, path: Path) -> str:
    """Returns the format of a file, or "" if it holds no films in a known format."""
    start = next(files.read_blocks(path), b"")
    if path.suffix.lower() == _NFO or any(tag in start for tag in _NFO_TAGS):
        return "nfo"
    if start.lstrip().startswith(b"<"):  # other XML, which could look like a table
        return ""
    if is_json(files, path):
        return _recognize_documents(files, path)
    if imdb.is_header(start.partition(b"\n")[0].decode("utf-8", "replace").rstrip("\r")):
        return "imdb"
    for name, matches in _TABLES.items():
        if matches(files, path):
            return name
    return ""


def _first_row(files: ImportFiles, path: Path) -> Sequence[str]:
    """Returns the cells of a table's first row; none if the file isn't called a table."""
    is_table = path.name.lower().endswith(TABLE_SUFFIXES)
    return open_table(files, path, score_header).names if is_table else ()


def _recognize_documents(files: ImportFiles, path: Path) -> str:
    for _, document in read_documents(files, path):
        for name, reader in (("wikidata", wikidata), ("omdb", omdb), ("tmdb", tmdb)):
            if reader.is_document(document):
                return name
        break
    return ""


def _is_letterboxd(files: ImportFiles, path: Path) -> bool:
    return letterboxd.is_table(open_table(files, path, score_header))


def _is_imdb_list(files: ImportFiles, path: Path) -> bool:
    return imdb_lists.is_list(open_table(files, path, imdb_lists.score_list_header))


def _is_movielens(files: ImportFiles, path: Path) -> bool:
    if path.name.endswith(movielens.WITHOUT_HEADER):
        return True
    return movielens.is_table(open_table(files, path, score_header).names)


def _is_tmdb(files: ImportFiles, path: Path) -> bool:
    return open_table(files, path, tmdb.score_header).has_header


def _is_query_result(files: ImportFiles, path: Path) -> bool:
    table = open_table(files, path, sparql.score_header)
    rows = (dict(zip(table.names, row, strict=False)) for row in table.sample)
    return sparql.has_film_variable(table.names) and any(map(sparql.is_row, rows))


def _is_csv_table(files: ImportFiles, path: Path) -> bool:
    if not letterboxd.lists_films(files.relative_name(path)):
        return False
    table = open_table(files, path, score_header)
    # The reader says what to do with a list of ids.
    return "title" in map_columns(table) or bool(csv_tables.list_ids(table))


# In this order, as tables of several formats have titles and years.
_TABLES: dict[str, Callable[[ImportFiles, Path], bool]] = {
    "letterboxd": _is_letterboxd,
    "wikidata": _is_query_result,
    "tmdb": _is_tmdb,
    "movielens": _is_movielens,
    "imdb-lists": _is_imdb_list,
    "csv": _is_csv_table,
}
