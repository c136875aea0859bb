"""`heart check`: every problem of film files, and what a careful editor would say of valid ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from heartcli import filmfile
from heartcli.errors import HeartError
from heartcli.filmfile import Problem, is_named_so
from heartcli.filmfile.positions import At, Positions
from heartcli.model.film import Film
from heartcli.model.frozen import Frozen, frozen
from heartcli.model.records import Record
from heartcli.model.sections import SECTIONS
from heartcli.text.display import safe_for_terminal


@frozen
class Checked(Frozen):
    """What was found in one file. Line 0 is for what concerns no line: the file can't be read."""

    path: Path
    film: Film | None = None
    problems: Sequence[Problem] = ()
    warnings: Sequence[Problem] = ()


@frozen
class Report(Frozen):
    """What `heart check` found, file by file."""

    files: list[Checked]

    @property
    def sound(self) -> bool:
        """Whether no file has a problem; warnings stop nothing."""
        return not any(file.problems for file in self.files)

    def data(self) -> dict[str, Any]:
        return {
            "files": [
                {
                    "path": str(file.path),
                    "problems": [problem._asdict() for problem in file.problems],
                    "warnings": [warning._asdict() for warning in file.warnings],
                }
                for file in self.files
            ]
        }

    def rows(self) -> Iterator[tuple[str, ...]]:
        for file in self.files:
            for kind, found in (("problem", file.problems), ("warning", file.warnings)):
                for line, text in found:
                    yield str(file.path), str(line), kind, text


Lint = Callable[[Film], Iterable[tuple[int, str]]]  # a film's written questions, by number


def check_files(paths: list[Path], lint: Lint) -> Report:
    """Reports what is wrong with film files, and with all film files in folders.

    `lint` finds what is wrong with the written questions of a film.
    """
    return Report(files=[_checked(file, lint) for path in paths for file in _files(path)])


def _files(path: Path) -> list[Path]:
    """The film files in a folder, hidden ones left out; a file, and a folder without, as it is."""
    try:
        return [
            file
            for file in sorted(path.rglob("*"))
            if is_named_so(file)
            and not file.is_dir()
            and not f"/{file.relative_to(path).as_posix()}".count("/.")
        ] or [path]
    except (OSError, ValueError):  # reading it will tell why
        return [path]


def _checked(path: Path, lint: Lint) -> Checked:
    try:
        reading = filmfile.read(path)
    except HeartError as error:
        return Checked(path=path, problems=[Problem(0, str(error))])
    if reading.film is None:
        return Checked(path=path, problems=reading.problems)
    found = list(_warnings(reading.film, lint))
    where = Positions(reading.text) if found else None
    warnings = sorted(Problem(where.line(at), text) for at, text in found) if where else []
    return Checked(path=path, film=reading.film, warnings=warnings)


def _warnings(film: Film, lint: Lint) -> Iterator[tuple[At, str]]:
    records = {record.id: record for _, record in film.records()}
    for section in SECTIONS:
        for number, record in enumerate(film.section(section)):
            if not record.sources and section != "questions":
                yield (section, number), f"{record.id} has no sources"
    for number, fault in lint(film):
        yield ("questions", number), f"{film.questions[number].id} {fault}"
    cited = {name for names in film.citations() for name in names}
    for name in film.sources.keys() - cited:
        yield ("sources", name), f"source '{safe_for_terminal(name)}' is cited nowhere"
    named = {name for record in records.values() for name in _names(record)}
    for name in film.people.keys() - named:
        yield ("people", name), f"'{safe_for_terminal(name)}' is named nowhere else in the file"


def _names(record: Record) -> Iterator[str]:
    for name in record.FIELDS:
        value = getattr(record, name)
        yield from (
            text
            for text in (value if isinstance(value, tuple) else [value])
            if isinstance(text, str)
        )
