"""Measures how fast the quiz is.

    python benchmarks/quiz.py [RUNS]

- From start to first question on a terminal, alternating with program (c) of startup.py, which
  prints a table with Typer and Rich: at most 1.8 × (c), and 2.5 × (c) with --catalogue.
- Making all questions about the film, in a new process each time: at most 20 ms.
- Judging 10,000 replies from tests/truths/answers.toml: at most a second.
- `heart scores` with 100,000 saved answers: at most 3 × the time without any.
"""

import os
import pty
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median

from startup import ENVIRONMENT, PROGRAM_C

from heartcli.filmfile import load
from heartcli.quiz.judging import Answer, judge
from heartcli.quiz.progress.store import FILE_NAME, Progress
from heartcli.quiz.questions.from_film import all_questions
from heartcli.storage import paths

HEART = str(Path(sys.executable).with_name("heart"))
TRUTHS = Path(__file__).parent.parent / "tests" / "truths" / "answers.toml"
MAKING = """\
import gc, time
gc.disable()
from heartcli.storage import paths
from heartcli.filmfile import load
from heartcli.quiz.questions.from_film import all_questions
film = load(paths.bundled_dir() / "film.toml")
started = time.perf_counter()
questions = all_questions([film])
print((time.perf_counter() - started) * 1000, len(questions))
"""


def time_until(command: list[str], mark: bytes) -> float:
    """Returns how many milliseconds a command takes to show this mark on a terminal."""
    started = time.perf_counter()
    pid, descriptor = pty.fork()
    if pid == 0:
        os.execve(command[0], command, ENVIRONMENT | {"TERM": "xterm", "COLUMNS": "80"})  # noqa: S606
    shown = b""
    with suppress(OSError):  # the command has ended
        while mark not in shown:
            shown += os.read(descriptor, 65536)
    elapsed = (time.perf_counter() - started) * 1000
    os.close(descriptor)
    os.waitpid(pid, 0)
    if mark not in shown:
        raise AssertionError(shown)
    return elapsed


def measure_first_question(runs: int, folder: Path) -> None:
    film = load(paths.bundled_dir() / "film.toml")
    rows = [(part.performer, part.character, part.text) for part in film.cast]
    c = folder / "c.py"
    c.write_text(PROGRAM_C.format(rows=rows), encoding="utf-8")
    commands = ("heart quiz", "heart quiz --seed 1", "heart quiz --catalogue")
    times: dict[str, list[float]] = {"(c)": [], **{command: [] for command in commands}}
    for _ in range(runs):
        times["(c)"].append(time_until([sys.executable, str(c)], rows[-1][0].split()[-1].encode()))
        for command in commands:
            times[command].append(time_until([HEART, *command.split()[1:]], b"1 of 10"))
    for name, durations in times.items():
        print(f"{name:32} {median(durations):7.1f} ms")
    ratio = median(times["heart quiz"]) / median(times["(c)"])
    print(f"{'first question / (c)':32} {ratio:7.2f}   at most 1.8")
    ratio = median(times["heart quiz --catalogue"]) / median(times["(c)"])
    print(f"{'of the catalogue / (c)':32} {ratio:7.2f}   at most 2.5")


def measure_making(runs: int) -> None:
    command = [sys.executable, "-c", MAKING]
    outputs = [
        subprocess.run(command, check=True, capture_output=True).stdout.split() for _ in range(runs)
    ]
    elapsed, count = median(float(elapsed) for elapsed, _ in outputs), int(outputs[0][1])
    print(f"{f'all {count} questions made, cold':32} {elapsed:7.1f} ms   at most 20")


def measure_judging() -> None:
    rows = list(truths())
    started, count = time.perf_counter(), 0
    while count < 10_000:
        for answer, reply in rows:
            judge(reply, answer)
        count += len(rows)
    elapsed = (time.perf_counter() - started) * 10_000 / count
    print(f"{'10,000 judgements':32} {elapsed:7.2f} s    at most 1")


def truths() -> Iterator[tuple[Answer, str]]:
    for row in tomllib.loads(TRUTHS.read_text(encoding="utf-8"))["answers"]:
        accept, prompt, reject = (tuple(row.get(key, ())) for key in ("accept", "prompt", "reject"))
        answer = Answer(row["text"], accept, prompt, reject, row.get("kind"))
        for verdict in ("right", "close", "wrong"):
            yield from ((answer, reply) for reply in row.get(verdict, ()))


def measure_scores(runs: int, folder: Path) -> None:
    empty, full = folder / "empty", folder / "full"
    fill(full, 100_000)
    times: dict[Path, list[float]] = {empty: [], full: []}
    for _ in range(runs):
        for home, durations in times.items():
            started = time.perf_counter()
            env = ENVIRONMENT | {"HEART_HOME": str(home)}
            subprocess.run([HEART, "scores"], check=True, stdout=subprocess.DEVNULL, env=env)
            durations.append((time.perf_counter() - started) * 1000)
    for name, home in (("heart scores, nothing saved", empty), ("heart scores, 100,000", full)):
        print(f"{name:32} {median(times[home]):7.1f} ms")
    ratio = median(times[full]) / median(times[empty])
    print(f"{'100,000 / none':32} {ratio:7.2f}   at most 3")


def fill(home: Path, count: int) -> None:
    """Saves this many answers to questions about the film, spread over four years."""
    film = load(paths.bundled_dir() / "film.toml")
    questions = all_questions([film])
    rng = Random(1)  # noqa: S311
    with closing(Progress(home / FILE_NAME, print)) as progress:
        connection = progress._connection  # noqa: SLF001 - saving one by one would take minutes
        connection.execute("BEGIN")
        for n in range(count // 10):
            connection.execute(
                "INSERT INTO round VALUES (?, ?, ?, 'heart quiz', 10)",
                (n + 1, datetime(2020, 1, 1).isoformat(), film.id),  # noqa: DTZ001
            )
        for n in range(count):
            question = questions[int(rng.random() * len(questions))]
            verdict = ("right", "right", "close", "wrong")[int(rng.random() * 4)]
            day = date(2020, 1, 1) + timedelta(n * 1500 // count)
            connection.execute(
                "INSERT INTO answer VALUES (?, ?, ?, ?, ?, ?, ?, 'choice', ?, 'a reply', ?, 0, 0)",
                (
                    n + 1, n // 10 + 1, day.isoformat(), film.id, question.id, question.section,
                    question.difficulty, question.ask, verdict,
                ),
            )  # fmt: skip
            card = (question.id, film.id, day.isoformat(), day.isoformat())
            connection.execute("INSERT OR REPLACE INTO card VALUES (?, ?, ?, ?, 3.0, 5.0)", card)
        connection.execute("COMMIT")


def main() -> None:
    runs = int(sys.argv[1]) if sys.argv[1:] else 20
    with tempfile.TemporaryDirectory() as folder:
        ENVIRONMENT["HOME"] = ENVIRONMENT["XDG_DATA_HOME"] = folder
        measure_first_question(runs, Path(folder))
        measure_making(runs)
        measure_judging()
        measure_scores(runs, Path(folder))


if __name__ == "__main__":
    main()
