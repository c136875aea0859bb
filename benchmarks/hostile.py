"""What hostile files and long texts cost: time, memory, and what others pay for them.

    python benchmarks/hostile.py [growth] [shelf] [memory]

growth: each case once, and at twice the size, in this process. The promise: at most 2.5 × the time.
shelf: commands with a hostile file on the shelf and without, started in turn; the median ratio of
the pairs. The promise: at most 1.1, but for commands that are asked to read that film.
memory: the largest memory of whole commands on the worst files and 100 kB of typed text. The
promise: under 500 MB.
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
from heartcli.lookup import search
from heartcli.quiz.judging import Answer, judge
from heartcli.text.display import safe_for_terminal
from heartcli.text.folding import fold
from heartcli.text.suggestions import suggest

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
MOST_GROWTH, MOST_SLOWER, MOST_MEMORY = 2.5, 1.1, 500  # times, times, MB
MARKS = "\u0301" * 4_000 + "\u0316" * 4_000
PAIRS = 15
TURNS = 9


def lines(before: str, line: str, behind: str = "") -> Callable[[int], str]:
    """A film file with a line so many times, {n} in it its number."""

    def made(count: int) -> str:
        return (
            f"{HEAD}{before}\n{''.join(line.format(n=n) + chr(10) for n in range(count))}{behind}"
        )

    return made


FILES: dict[str, tuple[Callable[[int], str], int]] = {
    "bad values in an inline table": (
        lines('cast = [{ performer = "A", sources = [', "1,", "] }]"),
        4_000,
    ),
    "bad values in an inline name": (lines("people.a = { also = [", "1,", "] }"), 4_000),
    "unknown keys": (lines("", "x{n} = 1"), 4_000),
    "unknown tables": (lines("", "[x{n}]"), 4_000),
    "sources with long names": (
        lines("", "[sources." + "name" * 20 + '{n}]\ntitle = "x"\nlink = 1'),
        1_000,
    ),
    "runs of combining marks": (
        lines('[[legacy]]\nid = "a"\ntext = """x', MARKS, '"""'),
        120,
    ),
    "roles of one performer": (
        lines("", '[[cast]]\nperformer = "A"\ncharacter = "Role {n}"'),
        4_000,
    ),
}


def seconds(*works: Callable[[], object]) -> list[float]:
    """How long each takes, the best of several turns: a busy machine slows some of them."""
    best = [float("inf")] * len(works)
    for _ in range(TURNS):
        for i, work in enumerate(works):
            begun = time.perf_counter()
            work()
            best[i] = min(best[i], time.perf_counter() - begun)
    return best


def growing() -> dict[str, Callable[[int], Callable[[], object]]]:
    """Each case as a function of its size in tenths."""
    film = filmfile.load(Path(__file__).parent.parent / "data" / "film.toml")

    def reading(name: str) -> Callable[[int], Callable[[], object]]:
        made, count = FILES[name]
        return lambda tenths: partial(filmfile.parse, made(count * tenths // 10))

    cases = {name: reading(name) for name in FILES}
    cases["marks of a text that is shown"] = lambda tenths: (
        lambda: safe_for_terminal("x" + MARKS * tenths)
    )
    cases["marks of a text that is compared"] = lambda tenths: lambda: fold("x" + MARKS * tenths)
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
    cases["letters that stand for many"] = lambda tenths: (
        lambda: judge("\ufdfa" * (15 * tenths), Answer("the name of the rose"))
    )
    return cases


def growth() -> bool:
    """Prints how each case grows; gives whether all keep the promise."""
    worst = 0.0
    for name, case in growing().items():
        once, twice = seconds(case(10), case(20))
        worst = max(worst, twice / once if twice > 0.001 else 0.0)
        print(f"{name:40} {once * 1e3:8.1f} ms, twice {twice * 1e3:8.1f} ms {twice / once:6.2f} ×")
    print(f"{'the worst':40} {worst:38.2f} ×   at most {MOST_GROWTH}")
    return worst <= MOST_GROWTH


COMMANDS = (
    ["films"], ["film"], ["cast", "--json"], ["who", "bogart"], ["cast", "tt0034583"],
    ["films", "casablanca"], ["films", "--person", "bogart"], ["quiz", "--json", "--seed", "1"],
)  # fmt: skip
WHOLE = (16 << 20) - 4_096  # bytes


def on_a_shelf() -> dict[str, str]:
    """Film files that take long to read, or have much to say about."""
    files = {name: made(count) for name, (made, count) in FILES.items()}
    record = '[[legacy]]\nid = "a{n}"\ntext = "' + "What came after, once more. " * 600 + '"'
    files["16 MB of text"] = lines("", record)(WHOLE // 17_000)
    files["400 kB of accents"] = lines("", record.replace("a", "á").replace("á{n}", "a{n}").replace(
        "legácy", "legacy"))(20)  # fmt: skip
    files["16 MB of accents"] = lines("", record.replace("a", "á").replace("á{n}", "a{n}").replace(
        "legácy", "legacy"))(WHOLE // 21_000)  # fmt: skip
    files["no line end"] = HEAD + "x = '" + "y" * 1_000_000
    files["deep keys"] = HEAD + "".join(f"a{n}{'.b' * 90} = 1\n" for n in range(40))
    return files


def shelf() -> bool:
    """Prints what a file on the shelf costs each command; gives whether all keep the promise."""
    worst = 0.0
    with tempfile.TemporaryDirectory() as empty, tempfile.TemporaryDirectory() as full:
        Path(empty, "films").mkdir()
        folder = Path(full, "films")
        folder.mkdir()
        for name, text in on_a_shelf().items():
            (folder / "hostile.toml").write_text(text, encoding="utf-8")
            ratios = []
            for command in COMMANDS:
                pairs = [(started(command, full), started(command, empty)) for _ in range(PAIRS)]
                ratio = median(one / other for one, other in pairs)
                worst = max(worst, ratio)
                ratios.append(f"{' '.join(command)} {ratio:.2f}")
            print(f"{name:32} {' · '.join(ratios)}")
    print(f"{'the worst':32} {worst:.2f}   at most {MOST_SLOWER}")
    return worst <= MOST_SLOWER


def started(command: list[str], home: str) -> float:
    """How long a command takes from start to end."""
    begun = time.perf_counter()
    run(command, home)
    return time.perf_counter() - begun


def run(command: list[str], home: str) -> float:
    """Runs a command; gives the most memory that it had, in MB.

    A small process starts it: a child begins with as much memory as its parent has.
    """
    environment = os.environ | {"HEART_HOME": home, "COLUMNS": "80"}
    starter = [sys.executable, "-S", "-c", STARTER, HEART, *command]
    ended = subprocess.run(starter, env=environment, stdout=subprocess.PIPE, check=True)
    return int(ended.stdout) / (1024 if sys.platform != "darwin" else 1 << 20)


def largest() -> dict[str, str]:
    """The worst files of the size that a film file may have, and beyond."""
    units = {
        "deep tables": ("[a{n}.b.c.d.e.f.g]", 37_000),
        "keys": ("a{n} = 1", 290_000),
        "tables": ("[a{n}]", 290_000),
        "records": ('[[plot]]\nid = "p{n}"\ntext = "x"', 70_000),
        "numbers": ("x{n} = [" + "1," * 9_000 + "]", 33),
        "texts": ("x{n} = [" + f"'{'ab' * 27}'," * 340 + "]", 850),
        "too many numbers": ("x{n} = [" + "1," * 9_000 + "]", 900),
        "empty lines": ("", WHOLE),
    }
    files = {name: lines("", unit)(count) for name, (unit, count) in units.items()}
    files["wide letters"] = lines("", '[[plot]]\nid = "p{n}"\ntext = "😀' + "word " * 3_800 + '"')(
        870
    )
    return files


def memory() -> bool:
    """Prints the memory of commands; gives whether all keep the promise."""
    worst = 0.0
    with tempfile.TemporaryDirectory() as home:
        path = Path(home, "hostile.toml")
        for name, text in largest().items():
            path.write_text(text, encoding="utf-8")
            for command in ("check", "plot", "plot --json", "quiz --json --seed 1"):
                used = run([*command.split(), str(path)], home)
                worst = max(worst, used)
                print(f"{name:16} {len(text) / (1 << 20):5.1f} M {command:24} {used:6.0f} MB")
        with path.open("wb") as file:
            file.truncate(64 << 20)
        print(f"64 MB of nothing {run(['check', str(path)], home):37.0f} MB")
        for text in ("bogart " * 14_000, "a" * 100_000, "\ufdfa" * 33_000, "a." * 50_000):
            for command in ("film", "films", "who", "search", "cast", "new -o - --year 1999"):
                used = run([*command.split(), text], home)
                worst = max(worst, used)
                print(f"100 kB typed: {text[:7]:8} {command:24} {used:6.0f} MB")
    print(f"the most {worst:.0f} MB   under {MOST_MEMORY}")
    return worst < MOST_MEMORY


def main() -> None:
    parts = {"growth": growth, "shelf": shelf, "memory": memory}
    kept = [parts[name]() for name in sys.argv[1:] or parts]
    sys.exit(not all(kept))


if __name__ == "__main__":
    main()
