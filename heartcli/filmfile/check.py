"""`heart check`: reports problems in film files, and warns about anything questionable."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from heartcli.errors import HeartError
from heartcli.filmfile.positions import LineFinder
from heartcli.filmfile.reader import KeyPath
from heartcli.filmfile.toml import Problem, has_film_file_name, parse_file
from heartcli.model.film import Film
from heartcli.model.frozen import Frozen, JsonObject, frozen
from heartcli.model.records import Strings
from heartcli.model.sections import SECTIONS
from heartcli.text.display import safe_for_terminal

Lint = Callable[[Film], Iterable[tuple[int, str]]]  # yields (question number, fault)


@frozen
class FileReport(Frozen):
    """One file's problems and warnings. Line 0 stands for the file as a whole."""

    path: Path
    film: Film | None = None
    problems: Sequence[Problem] = ()
    warnings: Sequence[Problem] = ()


@frozen
class Report(Frozen):
    """A report on each file that was checked."""

    files: list[FileReport]

    @property
    def ok(self) -> bool:
        """Whether all files are free of problems; warnings don't count."""
        return not any(file.problems for file in self.files)

    def data(self) -> JsonObject:
        files = [
            {
                "path": str(file.path),
                "problems": [problem._asdict() for problem in file.problems],
                "warnings": [warning._asdict() for warning in file.warnings],
            }
            for file in self.files
        ]
        return {"files": files}

    def rows(self) -> Iterator[Strings]:
        for file in self.files:
            for kind, problems in (("problem", file.problems), ("warning", file.warnings)):
                for line, text in problems:
                    yield str(file.path), str(line), kind, text


def check_files(paths: list[Path], lint: Lint) -> Report:
    """Checks film files, including those in folders.

    `lint` finds faults in a film's written questions.
    """
    return Report(files=[_check_file(file, lint) for path in paths for file in _film_files(path)])


def _film_files(path: Path) -> list[Path]:
    """A folder's visible film files; the path itself if it has none or isn't a folder."""
    try:
        files = sorted(path.rglob("*"))
        return [file for file in files if _is_visible_film_file(file, path)] or [path]
    except (OSError, ValueError):  # will be reported when the path is read
        return [path]


def _is_visible_film_file(file: Path, folder: Path) -> bool:
    is_hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    return has_film_file_name(file) and not file.is_dir() and not is_hidden


def _check_file(path: Path, lint: Lint) -> FileReport:
    try:
        result = parse_file(path)
    except HeartError as error:
        return FileReport(path=path, problems=[Problem(0, str(error))])
    if result.film is None:
        return FileReport(path=path, problems=result.problems)
    warnings: list[Problem] = []
    if findings := list(_warnings(result.film, lint)):
        lines = LineFinder(result.text)
        warnings = sorted(Problem(lines.line(key_path), text) for key_path, text in findings)
    return FileReport(path=path, film=result.film, warnings=warnings)


def _warnings(film: Film, lint: Lint) -> Iterator[tuple[KeyPath, str]]:
    for section in SECTIONS:
        for number, record in enumerate(film.section(section)):
            if not record.sources and section != "questions":
                yield (section, number), f"{record.id} has no sources"
    for number, fault in lint(film):
        yield ("questions", number), f"{film.questions[number].id} {fault}"
    cited = {name for names in film.citations() for name in names}
    for name in film.sources.keys() - cited:
        yield ("sources", name), f"source '{safe_for_terminal(name)}' is never cited"
    values = [value for _, record in film.records() for _, value in record.items()]
    names = {name for value in values for name in (value if isinstance(value, tuple) else (value,))}
    for name in film.people.keys() - names:
        yield ("people", name), f"person '{safe_for_terminal(name)}' appears nowhere else"
