"""Measures what hostile files and long texts cost in time and memory.

    python benchmarks/hostile.py [growth] [shelf] [memory]

growth: times each case at one size and at twice that size, in this process. Promise: at most
2.5 × the time.
shelf: runs commands alternately with and without a hostile file on the shelf, and takes the median
ratio. Promise: at most 1.1, except for commands that are asked to read that film.
memory: measures the peak memory of commands, with the worst files and with 100 kB of typed text.
Promise: under 500 MB.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from heartcli import filmfile
from heartcli.catalogue.importing.tables.dialects import Dialect
from heartcli.catalogue.importing.tables.rows import RowSplitter
from heartcli.lookup import search
from heartcli.quiz.judging import Answer, judge
from heartcli.text.display import safe_for_terminal, suggest
from heartcli.text.folding import fold

HEART = str(Path(sys.executable).with_name("heart"))
HEAD = 'format = 1\ntitle = "Film"\nyear = 1999\n'
STARTER = """\
import os, resource, sys
child = os.fork()
if not child:
    null = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(null, stream)
    os.execv(sys.argv[1], sys.argv[1:])
print(os.wait4(child, 0)[2].ru_maxrss)
"""
MAX_GROWTH, MAX_SLOWDOWN, MAX_MEMORY = 2.5, 1.1, 500  # ratio, ratio, MB
MARKS = "\u0301" * 4_000 + "\u0316" * 4_000
PAIRS = 15
REPEATS = 9


def film_file(start: str, line: str, end: str = "") -> Callable[[int], str]:
    """Makes film files that repeat a line; {n} in the line becomes its number."""

    def generate(count: int) -> str:
        return f"{HEAD}{start}\n{''.join(line.format(n=n) + chr(10) for n in range(count))}{end}"

    return generate


FILES: dict[str, tuple[Callable[[int], str], int]] = {
    "bad values in an inline table": (
        film_file('cast = [{ performer = "A", sources = [', "1,", "] }]"),
        4_000,
    ),
    "bad values in an inline name": (film_file("people.a = { also = [", "1,", "] }"), 4_000),
    "unknown keys": (film_file("", "x{n} = 1"), 4_000),
    "unknown tables": (film_file("", "[x{n}]"), 4_000),
    "sources with long names": (
        film_file("", "[sources." + "name" * 20 + '{n}]\ntitle = "x"\nlink = 1'),
        1_000,
    ),
    "runs of combining marks": (
        film_file('[[legacy]]\nid = "a"\ntext = """x', MARKS, '"""'),
        120,
    ),
    "roles of one performer": (
        film_file("", '[[cast]]\nperformer = "A"\ncharacter = "Role {n}"'),
        4_000,
    ),
}


def best_times(*works: Callable[[], object]) -> list[float]:
    """Returns the best of several times for each function, as a busy machine slows some runs."""
    best = [float("inf")] * len(works)
    for _ in range(REPEATS):
        for i, work in enumerate(works):
            begun = time.perf_counter()
            work()
            best[i] = min(best[i], time.perf_counter() - begun)
    return best


def table_case(row: str, count: int, start: str = "") -> Callable[[int], Callable[[], object]]:
    """Returns a case that reads a table which repeats a row."""

    def case(tenths: int) -> Callable[[], object]:
        lines = ["title,year,notes\n", start, *[row] * (count * tenths // 10)]
        return lambda: list(RowSplitter(lines, Dialect(","), lambda *_: None))

    return case


def growth_cases() -> dict[str, Callable[[int], Callable[[], object]]]:
    """Returns each case as a function of its size, in tenths of the usual size."""
    film = filmfile.load(Path(__file__).parent.parent / "data" / "film.toml")

    def parsing_case(name: str) -> Callable[[int], Callable[[], object]]:
        generate, count = FILES[name]
        return lambda tenths: partial(filmfile.parse, generate(count * tenths // 10))

    cases = {name: parsing_case(name) for name in FILES}
    cases["stray quotation marks in a table"] = table_case('"Zedx,1950,"x"\n', 4_000)
    cases["rows with bare quotation marks"] = table_case('"A "big" Zedx",1950,\n', 4_000)
    cases["one quotation mark in a long table"] = table_case("Zedx,1950,\n", 20_000, '"Zedx,1950\n')
    cases["combining marks to show"] = lambda tenths: (
        lambda: safe_for_terminal("x" + MARKS * tenths)
    )
    cases["combining marks to compare"] = lambda tenths: lambda: fold("x" + MARKS * tenths)
    cases["long names to suggest"] = lambda tenths: (
        lambda: [
            suggest("name" * 24 + str(n), [f"{'name' * 20}{i}" for i in range(300)])
            for n in range(20 * tenths)
        ]
    )
    cases["a long text to search for"] = lambda tenths: (
        lambda: search.search(
            " ".join(f"word{n}" for n in range(1_000 * tenths)), [film], spoilers=False, limit=10
        )
    )
    cases["ligatures that expand to many letters"] = lambda tenths: (
        lambda: judge("\ufdfa" * (15 * tenths), Answer("the name of the rose"))
    )
    return cases


def measure_growth() -> bool:
    """Prints how the time for each case grows; returns whether all keep the promise."""
    worst = 0.0
    for name, case in growth_cases().items():
        once, twice = best_times(case(10), case(20))
        worst = max(worst, twice / once if twice > 0.001 else 0.0)
        print(f"{name:40} {once * 1e3:8.1f} ms, twice {twice * 1e3:8.1f} ms {twice / once:6.2f} ×")
    print(f"{'the worst':40} {worst:38.2f} ×   at most {MAX_GROWTH}")
    return worst <= MAX_GROWTH


COMMANDS = (
    ["films"], ["film"], ["cast", "--json"], ["who", "bogart"], ["cast", "tt0034583"],
    ["films", "casablanca"], ["films", "--person", "bogart"], ["quiz", "--json", "--seed", "1"],
)  # fmt: skip
MAX_FILE_BYTES = (16 << 20) - 4_096


def shelf_files() -> dict[str, str]:
    """Returns film files that take long to read, or have many problems."""
    files = {name: made(count) for name, (made, count) in FILES.items()}
    record = '[[legacy]]\nid = "a{n}"\ntext = "' + "What came after, once more. " * 600 + '"'
    files["16 MB of text"] = film_file("", record)(MAX_FILE_BYTES // 17_000)
    accented = record.replace("a", "á").replace("á{n}", "a{n}").replace("legácy", "legacy")
    files["400 kB of accents"] = film_file("", accented)(20)
    files["16 MB of accents"] = film_file("", accented)(MAX_FILE_BYTES // 21_000)
    files["no line end"] = HEAD + "x = '" + "y" * 1_000_000
    files["deep keys"] = HEAD + "".join(f"a{n}{'.b' * 90} = 1\n" for n in range(40))
    return files


def measure_shelf() -> bool:
    """Prints how much a file on the shelf slows commands; returns whether all keep the promise."""
    worst = 0.0
    with tempfile.TemporaryDirectory() as empty, tempfile.TemporaryDirectory() as full:
        Path(empty, "films").mkdir()
        folder = Path(full, "films")
        folder.mkdir()
        for name, text in shelf_files().items():
            (folder / "hostile.toml").write_text(text, encoding="utf-8")
            ratios = []
            for command in COMMANDS:
                pairs = [
                    (time_command(command, full), time_command(command, empty))
                    for _ in range(PAIRS)
                ]
                ratio = median(full_time / empty_time for full_time, empty_time in pairs)
                worst = max(worst, ratio)
                ratios.append(f"{' '.join(command)} {ratio:.2f}")
            print(f"{name:32} {' · '.join(ratios)}")
    print(f"{'the worst':32} {worst:.2f}   at most {MAX_SLOWDOWN}")
    return worst <= MAX_SLOWDOWN


def time_command(command: list[str], home: str) -> float:
    """Returns the time that a command takes, in seconds."""
    begun = time.perf_counter()
    run_command(command, home)
    return time.perf_counter() - begun


def run_command(command: list[str], home: str) -> float:
    """Runs a command; returns its peak memory, in MB.

    A small process starts it, since a child's peak includes the memory of its parent.
    """
    environment = os.environ | {"HEART_HOME": home, "COLUMNS": "80"}
    starter = [sys.executable, "-S", "-c", STARTER, HEART, *command]
    completed = subprocess.run(starter, env=environment, stdout=subprocess.PIPE, check=True)
    return int(completed.stdout) / (1024 if sys.platform != "darwin" else 1 << 20)


def largest_files() -> dict[str, str]:
    """Returns the worst files at the largest size allowed, and above it."""
    units = {
        "deep tables": ("[a{n}.b.c.d.e.f.g]", 37_000),
        "keys": ("a{n} = 1", 290_000),
        "tables": ("[a{n}]", 290_000),
        "records": ('[[plot]]\nid = "p{n}"\ntext = "x"', 70_000),
        "numbers": ("x{n} = [" + "1," * 9_000 + "]", 33),
        "texts": ("x{n} = [" + f"'{'ab' * 27}'," * 340 + "]", 850),
        "too many numbers": ("x{n} = [" + "1," * 9_000 + "]", 900),
        "empty lines": ("", MAX_FILE_BYTES),
    }
    files = {name: film_file("", unit)(count) for name, (unit, count) in units.items()}
    files["wide letters"] = film_file(
        "", '[[plot]]\nid = "p{n}"\ntext = "😀' + "word " * 3_800 + '"'
    )(870)
    return files


def measure_memory() -> bool:
    """Prints how much memory commands use; returns whether all keep the promise."""
    worst = 0.0
    with tempfile.TemporaryDirectory() as home:
        path = Path(home, "hostile.toml")
        for name, text in largest_files().items():
            path.write_text(text, encoding="utf-8")
            for command in ("check", "plot", "plot --json", "quiz --json --seed 1"):
                used = run_command([*command.split(), str(path)], home)
                worst = max(worst, used)
                print(f"{name:16} {len(text) / (1 << 20):5.1f} M {command:24} {used:6.0f} MB")
        with path.open("wb") as file:
            file.truncate(64 << 20)
        print(f"64 MB of nothing {run_command(['check', str(path)], home):37.0f} MB")
        for text in ("bogart " * 14_000, "a" * 100_000, "\ufdfa" * 33_000, "a." * 50_000):
            for command in ("film", "films", "who", "search", "cast", "new -o - --year 1999"):
                used = run_command([*command.split(), text], home)
                worst = max(worst, used)
                print(f"100 kB typed: {text[:7]:8} {command:24} {used:6.0f} MB")
    print(f"the most {worst:.0f} MB   under {MAX_MEMORY}")
    return worst < MAX_MEMORY


def main() -> None:
    parts = {"growth": measure_growth, "shelf": measure_shelf, "memory": measure_memory}
    results = [parts[name]() for name in sys.argv[1:] or parts]
    sys.exit(not all(results))


if __name__ == "__main__":
    main()
