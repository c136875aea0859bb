"""Makes data/catalogue.db, the catalogue that comes with heart.

    python -m pip download --no-deps bokeh-sampledata==2026.1
    python tools/make_catalogue.py bokeh_sampledata-2026.1-py3-none-any.whl

The package carries movies.db: 17,472 films out of Wikidata (CC0), with a note in its datasets.json
on what each column means. Left out are columns that the note calls derived (Fresh, Rotten), running
times under five minutes and box offices under a thousand dollars, which are slips of the pen.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import sys
import tempfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from heartcli.catalogue.importing.values import split_names
from heartcli.catalogue.models import (
    CAST,
    AwardRow,
    CertificateRow,
    CompanyRow,
    Credit,
    FigureRow,
    RatingRow,
    ReleaseRow,
    Sections,
    SourceFilm,
)
from heartcli.catalogue.writer import CatalogueWriter, create_database

CATALOGUE = Path(__file__).parent.parent / "data" / "catalogue.db"
SHA256 = "1d9c6a02e488d0354b2309e16130c58820a91ac2ce417e814c5964f9579a65ac"  # of movies.db
_FILMS = """
SELECT omdb.*, tomatoes.Rating AS Critics, Meter, Reviews, BoxOffice, Production
FROM omdb JOIN tomatoes USING (ID)
"""
_NAMED_APART = re.compile(r" \((?:\d{4} )?film\)$")  # from other things, in an encyclopedia
_SHORTEST, _LEAST = 5, 1000
_TIME = 3  # years to either side, in which films are of one time
_FEW = 10  # reviews; fewer are few at any time
_CROWD = 25  # of a cast; a larger one makes no film better known


def claims(row: Any, standing: int, likely: dict[str, float]) -> SourceFilm:
    """What Wikidata says of one film; of its cast those first who are likely to head it."""
    minutes = round(row["Runtime"] or 0)
    people = [Credit(name, "Director") for name in split_names(row["Director"])]
    people += [Credit(name, "Writer") for name in split_names(row["Writer"])]
    cast = sorted(split_names(row["Cast"]), key=lambda name: -likely[name])
    people += [Credit(name, CAST) for name in cast]
    return SourceFilm(
        title=_NAMED_APART.sub("", row["Title"]),
        year=row["Year"],
        wikidata=row["ID"],
        imdb=int(row["imdbID"].removeprefix("tt")),
        popularity_hint=standing,
        minutes=minutes if minutes >= _SHORTEST else None,
        genres=split_names(row["Genre"]),
        countries=split_names(row["Country"]),
        languages=split_names(row["Language"]),
        credits=people,
        sections=_sections(row),
    )


def _sections(row: sqlite3.Row) -> Sections:
    has_day = not row["Released"].endswith("-01-01")  # 1 January stands for the year alone
    box_office = row["BoxOffice"] or 0
    figure = FigureRow("Box office", round(box_office), "box office", "USD")
    return Sections(
        companies=[CompanyRow(name, "Production") for name in split_names(row["Production"])],
        releases=[ReleaseRow(row["Released"], "premiere")] if has_day else [],
        certificates=[CertificateRow(row["Rating"], "United States")] if row["Rating"] else [],
        figures=[figure] if box_office >= _LEAST else [],
        ratings=list(_ratings(row)),
        awards=list(_oscars(row)),
    )


def _ratings(row: sqlite3.Row) -> Iterator[RatingRow]:
    if row["Critics"] is not None:
        yield RatingRow("Rotten Tomatoes critics", row["Critics"], 10, row["Reviews"])
    if row["Meter"] is not None:
        yield RatingRow("Tomatometer", row["Meter"], 100)
    if row["Metacritic"] is not None:
        yield RatingRow("Metacritic", row["Metacritic"], 100)


def _oscars(row: sqlite3.Row) -> Iterator[AwardRow]:
    """Awards that count categories; the count may be too low, so they are doubtful."""
    for count, result in _counted_oscars(row):
        if count:
            categories = f"{count} categor{'y' if count == 1 else 'ies'} or more"
            yield AwardRow("Academy Awards", categories, result, doubtful=True)


def _counted_oscars(row: Any) -> Iterator[tuple[int, str]]:
    yield row["Oscars"] or 0, "won"
    told = row["Awards"] or ""
    yield int(told.partition("Nominated for ")[2].partition(" ")[0] or 0), "nominated"


def standings(rows: Sequence[Any]) -> dict[int, int]:
    """How well known the films are: by how many critics reviewed them, and how much is told.

    The most reviewed of a time have 100, which is who comes behind the first two in a hundred:
    critics reviewed ten times as many films in 2010 as in 1950, so that only films of one time can
    be compared. It is squared to be spread as votes are.
    """
    of_time: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        for year in range(row["Year"] - _TIME, row["Year"] + _TIME + 1):
            of_time[year].append(row["Reviews"] or 0)
    most = {year: max(_FEW, sorted(told)[len(told) * 98 // 100]) for year, told in of_time.items()}
    return {
        row["ID"]: round(
            (
                100 * (row["Reviews"] or 0) / most[row["Year"]]
                + min(len(split_names(row["Cast"])), _CROWD)
                + 2 * sum(count for count, _ in _counted_oscars(row))
            )
            ** 2
            / 10
        )
        for row in rows
    }


def stars(rows: Sequence[Any]) -> dict[str, float]:
    """How likely people are to head a cast, which is alphabetical here.

    Of extras only the longest lists tell, of stars the short ones, too: it is the sum of one by the
    length of each cast, by the root of how many these are.
    """
    casts = [split_names(row["Cast"]) for row in rows]
    films = Counter(name for cast in casts for name in cast)
    shares: dict[str, float] = defaultdict(float)
    for cast in casts:
        for name in cast:
            shares[name] += 1 / len(cast)
    return {name: share / films[name] ** 0.5 for name, share in shares.items()}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(sys.argv[1]) as wheel:
        movies = Path(wheel.extract("bokeh_sampledata/_data/movies.db", folder))
        if hashlib.sha256(movies.read_bytes()).hexdigest() != SHA256:
            sys.exit("this is another movies.db than that of bokeh-sampledata 2026.1")
        source = sqlite3.connect(movies)
        source.row_factory = sqlite3.Row
        rows = source.execute(_FILMS).fetchall()
        standing, likely = standings(rows), stars(rows)
        films = [claims(row, standing[row["ID"]], likely) for row in rows]
        [[day]] = source.execute("SELECT max(lastUpdated) FROM omdb")
        source.close()
    CATALOGUE.unlink(missing_ok=True)
    connection = create_database(CATALOGUE)
    connection.execute("BEGIN")
    filling = CatalogueWriter(connection, 0)
    for film in sorted(films, key=lambda film: (-film.popularity, film.wikidata)):
        filling.add_film(film)
    filling.build_indexes(lambda _: None)
    filling.record_source("wikidata", "wikidata", day, len(films), 0)
    connection.execute("COMMIT")
    connection.execute("VACUUM")
    connection.close()
    print(f"{CATALOGUE}: {len(films):,} films, {CATALOGUE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
