"""Measures how the time to parse and check a film file grows with the number of records.

    python benchmarks/filmfile.py

Parses films with 1,000, 10,000 and 30,000 records, once without problems and once with 1,000. If
parsing takes linear time, the time per record stays the same.
"""

import tempfile
import time
from pathlib import Path

from heartcli.filmfile.toml import parse_file

HEAD = 'format = 1\ntitle = "Film"\nyear = 1999\n\n[sources.a]\ntitle = "A"\n'
RECORD = """
[[legacy]]
id = "record-{n}"
date = "1982-02"
text = "A note, number {n}."
sources = ["{source}"]
"""


def time_parsing(path: Path) -> tuple[float, int]:
    """Parses a file; returns the time and the number of problems."""
    started = time.perf_counter()
    problems = len(parse_file(path).problems)
    return time.perf_counter() - started, problems


def main() -> None:
    print(
        f"{'records':>9} {'valid':>10} {'per record':>10} {'1,000 problems':>15} {'per record':>10}"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "film.toml")
        for count in (1_000, 10_000, 30_000):
            columns = []
            for expected in (0, 1_000):
                interval = count // expected if expected else count + 1
                records = (
                    RECORD.format(n=n, source="a" if n % interval else "b")
                    for n in range(1, count + 1)
                )
                path.write_text(HEAD + "".join(records), encoding="utf-8")
                seconds, problems = time_parsing(path)
                if problems != expected:
                    raise AssertionError(f"{problems} problems, not {expected}")
                columns.append(f"{seconds:8.2f} s {seconds / count * 1e6:7.0f} µs")
            print(f"{count:9,} {columns[0]} {columns[1]:>26}")


if __name__ == "__main__":
    main()
