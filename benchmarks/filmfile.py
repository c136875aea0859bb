"""How the time to read and to check a film file grows with its records.

    python benchmarks/filmfile.py

Films of 1,000, 10,000 and 100,000 records are read once without a problem and once with 1,000
problems in them. What is told is the time for each record: it stays the same where time is linear.
"""

import tempfile
import time
from pathlib import Path

from heartcli.filmfile import parse_file

HEAD = 'format = 1\ntitle = "Film"\nyear = 1999\n\n[sources.a]\ntitle = "A"\n'
RECORD = """
[[legacy]]
id = "record-{n}"
date = "1982-02"
text = "What came after, number {n}."
sources = ["{source}"]
"""


def seconds(path: Path) -> tuple[float, int]:
    """How long reading takes, and how many problems it found."""
    begun = time.perf_counter()
    problems = len(parse_file(path).problems)
    return time.perf_counter() - begun, problems


def main() -> None:
    print(f"{'records':>9} {'sound':>10} {'a record':>10} {'1,000 problems':>15} {'a record':>10}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "film.toml")
        for count in (1_000, 10_000, 100_000):
            told = []
            for wrong in (0, 1_000):
                every = count // wrong if wrong else count + 1
                records = (
                    RECORD.format(n=n, source="a" if n % every else "b")
                    for n in range(1, count + 1)
                )
                path.write_text(HEAD + "".join(records), encoding="utf-8")
                taken, problems = seconds(path)
                if problems != wrong:
                    raise AssertionError(f"{problems} problems, not {wrong}")
                told.append(f"{taken:8.2f} s {taken / count * 1e6:7.0f} µs")
            print(f"{count:9,} {told[0]} {told[1]:>26}")


if __name__ == "__main__":
    main()
