"""Makes data/catalogue.db, the bundled catalogue.

    python -m pip download --no-deps bokeh-sampledata==2026.1
    python tools/make_catalogue.py bokeh_sampledata-2026.1-py3-none-any.whl

The package contains movies.db: 17,472 films from Wikidata (CC0). Its datasets.json describes the
columns. This leaves out the columns that it calls derived (Fresh, Rotten), and obvious mistakes:
running times under five minutes, and box-office takings under a thousand dollars.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import sys
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from heartcli.catalogue import models
from heartcli.catalogue.codec import CAST
from heartcli.catalogue.importing.values import split_names
from heartcli.catalogue.models import Credit
from heartcli.catalogue.writer import CatalogueWriter, create_database

CATALOGUE = Path(__file__).parent.parent / "data" / "catalogue.db"
SHA256 = "1d9c6a02e488d0354b2309e16130c58820a91ac2ce417e814c5964f9579a65ac"  # of movies.db
_FILMS = """
SELECT omdb.*, tomatoes.Rating AS Critics, Meter, Reviews, BoxOffice, Production
FROM omdb JOIN tomatoes USING (ID)
"""
_TITLE_SUFFIX = re.compile(r" \((?:\d{4} )?film\)$")  # as in Wikipedia's article titles
_MIN_MINUTES, _MIN_BOX_OFFICE = 5, 1000  # minutes, dollars; anything lower is a mistake
_PERIOD = 3  # years; films this much older or newer count as the same period
_MIN_TOP_REVIEWS = 10  # the lowest number of reviews that can earn 100 points
_MAX_CAST = 25  # people; more don't make a film better known


def source_film(row: sqlite3.Row, popularity: int) -> models.SourceFilm:
    """Returns a film as Wikidata describes it; the casts in movies.db are in alphabetical order."""
    minutes = round(row["Runtime"] or 0)
    return models.SourceFilm(
        title=_TITLE_SUFFIX.sub("", row["Title"]),
        year=row["Year"],
        wikidata=row["ID"],
        imdb=int(row["imdbID"].removeprefix("tt")),
        popularity_hint=popularity,
        minutes=minutes if minutes >= _MIN_MINUTES else None,
        genres=_names(row, "Genre"),
        countries=_names(row, "Country"),
        languages=_names(row, "Language"),
        credits=[
            *(Credit(name, "Director") for name in _names(row, "Director")),
            *(Credit(name, "Writer") for name in _names(row, "Writer")),
            *(Credit(name, CAST) for name in _names(row, "Cast")),
        ],
        has_billing=False,
        sections=_sections(row),
    )


def _sections(row: sqlite3.Row) -> models.Sections:
    released, rated = row["Released"], row["Rating"]
    has_day = not released.endswith("-01-01")  # 1 January stands for the year alone
    box_office = row["BoxOffice"] or 0
    figure = models.box_office(round(box_office), "USD")
    return models.Sections(
        companies=models.production_companies(_names(row, "Production")),
        releases=[models.ReleaseRow(released, "premiere")] if has_day else [],
        certificates=[models.CertificateRow(rated, "United States")] if rated else [],
        figures=[figure] if box_office >= _MIN_BOX_OFFICE else [],
        ratings=list(_ratings(row)),
        awards=list(_oscars(row)),
    )


def _names(row: sqlite3.Row, column: str) -> tuple[str, ...]:
    return split_names(row[column] or "")


def _ratings(row: sqlite3.Row) -> Iterator[models.RatingRow]:
    if row["Critics"] is not None:
        yield models.RatingRow("Rotten Tomatoes critics", row["Critics"], 10, row["Reviews"])
    if row["Meter"] is not None:
        yield models.RatingRow("Tomatometer", row["Meter"], 100)
    if row["Metacritic"] is not None:
        yield models.RatingRow("Metacritic", row["Metacritic"], 100)


def _oscars(row: sqlite3.Row) -> Iterator[models.AwardRow]:
    """Yields awards as numbers of categories: doubtful, as the numbers may be too low."""
    for count, result in _oscar_counts(row):
        if count:
            categories = f"{count} categor{'y' if count == 1 else 'ies'} or more"
            yield models.AwardRow("Academy Awards", categories, result, doubtful=True)


def _oscar_counts(row: sqlite3.Row) -> Iterator[tuple[int, str]]:
    yield row["Oscars"] or 0, "won"
    awards = row["Awards"] or ""
    yield int(awards.partition("Nominated for ")[2].partition(" ")[0] or 0), "nominated"


def score_popularity(rows: Sequence[sqlite3.Row]) -> dict[int, int]:
    """Returns each film's popularity by id, based mainly on how many critics reviewed it.

    Critics reviewed ten times as many films in 2010 as in 1950, so films are compared with others
    of their period: 100 points mean more reviews than 98% of these. Cast and Oscars add points. The
    sum is squared, so that popularity is distributed like vote counts.
    """
    reviews_by_year: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        for year in range(row["Year"] - _PERIOD, row["Year"] + _PERIOD + 1):
            reviews_by_year[year].append(row["Reviews"] or 0)
    top_reviews = {
        year: max(_MIN_TOP_REVIEWS, sorted(counts)[len(counts) * 98 // 100])
        for year, counts in reviews_by_year.items()
    }
    return {
        row["ID"]: round(
            (
                100 * (row["Reviews"] or 0) / top_reviews[row["Year"]]
                + min(len(_names(row, "Cast")), _MAX_CAST)
                + 2 * sum(count for count, _ in _oscar_counts(row))
            )
            ** 2
            / 10
        )
        for row in rows
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(sys.argv[1]) as wheel:
        movies = Path(wheel.extract("bokeh_sampledata/_data/movies.db", folder))
        if hashlib.sha256(movies.read_bytes()).hexdigest() != SHA256:
            sys.exit("this is not the movies.db of bokeh-sampledata 2026.1")
        source = sqlite3.connect(movies)
        source.row_factory = sqlite3.Row
        rows = source.execute(_FILMS).fetchall()
        popularity = score_popularity(rows)
        films = [source_film(row, popularity[row["ID"]]) for row in rows]
        [[day]] = source.execute("SELECT max(lastUpdated) FROM omdb")
        source.close()
    CATALOGUE.unlink(missing_ok=True)
    connection = create_database(CATALOGUE)
    connection.execute("BEGIN")
    writer = CatalogueWriter(connection, 0)
    for film in sorted(films, key=lambda film: (-film.popularity, film.wikidata)):
        writer.add_film(film)
    writer.build_indexes(lambda _: None)
    writer.record_source("wikidata", "wikidata", day, len(films), 0)
    connection.execute("COMMIT")
    connection.execute("VACUUM")
    connection.close()
    print(f"{CATALOGUE}: {len(films):,} films, {CATALOGUE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
