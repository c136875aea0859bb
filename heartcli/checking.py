"""`heart check`: every problem of film files, and what a careful editor would say of valid ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

from heartcli import filmfile
from heartcli.errors import HeartError
from heartcli.film import SECTIONS, Film
from heartcli.filmfile import Problem
from heartcli.positions import Positions
from heartcli.records import Dispute, Frozen, Question, Record, frozen
from heartcli.text import printable, words


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

    panel: ClassVar = "keep"
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


def check(paths: list[Path]) -> Report:
    """What is to be said of film files, and of all film files in folders."""
    return Report(files=[_checked(path) for given in paths for path in _files(given)])


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(file for file in path.rglob("*.toml") if not file.is_dir())
    if not found:
        raise HeartError(f"no film file (.toml) in the folder {printable(str(path))}")
    return found


def _checked(path: Path) -> Checked:
    try:
        reading = filmfile.read(path)
    except HeartError as error:
        return Checked(path=path, problems=[Problem(0, str(error))])
    if reading.film is None:
        return Checked(path=path, problems=reading.problems)
    found = list(_warnings(reading.film))
    where = Positions(reading.text) if found else None
    warnings = sorted(Problem(where.line(at), text) for at, text in found) if where else []
    return Checked(path=path, film=reading.film, warnings=warnings)


def _warnings(film: Film) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for section in SECTIONS:
        for number, record in enumerate(film.section(section)):
            if isinstance(record, Question):
                yield from (((section, number), text) for text in _question_warnings(record, film))
            elif not record.sources:
                yield (section, number), f"{record.id} has no sources"
    cited = {name for names in film.citations() for name in names}
    for name in film.sources.keys() - cited:
        yield ("sources", name), f"source '{printable(name)}' is cited nowhere"
    named = {name for _, record in film.records() for name in _names(record)}
    for name in film.people.keys() - named:
        yield ("people", name), f"'{printable(name)}' is named nowhere else in the file"


def _question_warnings(question: Question, film: Film) -> Iterator[str]:
    told = f"{question.id} "
    if set(words(question.answer)) <= set(words(question.ask)):
        yield told + "gives its answer away: the answer stands in the question"
    records = {record.id: record for _, record in film.records()}
    disputes = (
        d for target in question.about if target in records for d in records[target].disputes
    )
    if any(_concerns(dispute, question) for dispute in disputes):
        yield told + "asks what is disputed: another source gives another answer"
    if any(records[target].doubtful for target in question.about if target in records):
        yield told + "rests on a doubtful record"


def _concerns(dispute: Dispute, question: Question) -> bool:
    return not dispute.field or dispute.field in words(question.ask)


def _names(record: Record) -> Iterator[str]:
    for name in record.FIELDS:
        value = getattr(record, name)
        yield from [value] if isinstance(value, str) else value if isinstance(value, tuple) else ()
