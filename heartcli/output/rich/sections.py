"""How each section of a film looks: records → rows on a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from rich.text import Text

from heartcli.model.film import Film
from heartcli.model.records import (
    Award,
    CastMember,
    Certificate,
    Company,
    CrewMember,
    Edition,
    Figure,
    Rating,
    Release,
    Review,
    Song,
    Title,
)
from heartcli.output.rich.page import NAME, QUIET, SECOND, Page, Row, once

_STANCES = {"positive": ("+", "green"), "mixed": ("±", "yellow"), "negative": ("−", "red")}
_PLAIN_SIGNS = {"positive": "+", "mixed": "~", "negative": "-"}
_RELEASES = {
    "preview": "Previews",
    "premiere": "Premieres",
    "festival": "Festivals",
    "theatrical": "In cinemas",
    "re-release": "Back in cinemas",
    "home": "For the home",
    "broadcast": "On television",
}
_FIGURES = {
    "cost": "What it cost",
    "production": "In numbers",
    "box office": "Box office",
    "aftermath": "Afterwards",
}
_BAR = 24  # columns, on a page of 80; 12 on a narrow one
Records = Sequence[Any]


def _cast(members: Sequence[CastMember], film: Film, page: Page) -> None:
    parts = [member for member in members if member.character]
    main = [_part(member, page) for member in parts if not member.cameo]
    cameos = [_part(member, page) for member in parts if member.cameo]
    _in_columns([("", main), ("Cameos", cameos)], page)
    if others := [member for member in members if not member.character]:
        in_order = "In the cast, who is in most films of the catalogue first"
        counted = film.is_from_catalogue and not any(member.billing for member in members)
        page.section(in_order if counted and not parts else "Also in the cast")
        page.flow([page.body([page.text(m.performer), page.text(m.text)], m) for m in others], "  ")


def _part(member: CastMember, page: Page) -> Row:
    who = [page.text(member.performer, NAME), page.text(member.character, SECOND)]
    return who, page.body([page.text(member.text)], member)


def _crew(members: Sequence[CrewMember], _: Film, page: Page) -> None:
    departments = [
        (department or "Crew", _labelled(group, "job", "name", page))
        for department, group in _grouped(members, "department")
    ]
    _in_columns(departments, page)


def _companies(companies: Sequence[Company], _: Film, page: Page) -> None:
    page.section("Companies")
    page.rows(_labelled(companies, "role", "name", page))


def _plot(beats: Records, _: Film, page: Page) -> None:
    page.rows(
        [
            ([page.own(f"{n:2}", SECOND)], page.body([page.text(b.text)], b))
            for n, b in enumerate(beats, 1)
        ]
    )


def _production(notes: Records, _: Film, page: Page) -> None:
    for topic, group in _grouped(notes, "topic"):
        page.section("How the music was made" if topic == "music" else topic)
        page.rows(_prose(group, page))


def _legacy(records: Records, _: Film, page: Page) -> None:
    page.section("Legacy")
    page.rows(_prose(records, page))


def _songs(songs: Sequence[Song], _: Film, page: Page) -> None:
    page.section("Songs")
    rows: list[Row] = []
    for song in songs:
        by = page.text(", ".join(song.performers), SECOND)
        cells = [page.own(f"{song.length:>5}", QUIET), page.text(song.title, NAME)]
        rows.append((cells, page.body([by, page.text(song.text)], song)))
    page.rows(rows)


def _editions(editions: Sequence[Edition], film: Film, page: Page) -> None:
    page.section("Editions and running times")
    longest = max((edition.minutes or 0 for edition in editions), default=0) or 1
    rows: list[Row] = []
    for edition in editions:
        others = list(edition.disputes_of("minutes"))
        length = page.values(f"{edition.minutes} min", others, film) if edition.minutes else Text()
        bar = page.bar((edition.minutes or 0) / longest, _bar_width(page) // 2)
        parts = [page.join([bar, length]), page.text(edition.text)]
        when = page.text(edition.date.words if edition.date else "", QUIET)
        rows.append(([page.text(edition.name, NAME), when], page.body(parts, edition, others)))
    page.rows(rows)


def _releases(releases: Sequence[Release], _: Film, page: Page) -> None:
    for kind, group in _grouped(releases, "kind", _RELEASES):
        page.section(_RELEASES[kind])
        rows: list[Row] = []
        for release in group:
            what = page.join(
                [page.text(part) for part in (release.edition, release.medium) if part], ", "
            )
            by = page.text(f"by {release.by}" if release.by else "")
            said = page.join(
                [
                    page.join([what, by], ", ") + "." if what or by else Text(),
                    page.text(release.text),
                ]
            )
            when = page.text(release.date.words if release.date else "", QUIET)
            where = page.text(release.place, NAME)
            dated = not said and not where  # and nothing else: the sources belong to the date
            cells = [] if dated else [when, where]
            rows.append((cells, page.body([when if dated else said], release)))
        page.rows(rows)


def _titles(titles: Sequence[Title], _: Film, page: Page) -> None:
    page.section("Titles abroad")
    page.rows(_labelled(titles, "place", "title", page))


def _certificates(certificates: Sequence[Certificate], _: Film, page: Page) -> None:
    page.section("Certificates")
    page.rows(_labelled(certificates, "place", "certificate", page))


def _figures(figures: Sequence[Figure], _: Film, page: Page) -> None:
    """Money and numbers with bars; what is counted in the same unit is drawn to one scale."""
    box_office = any(
        figure.topic == "box office" for figure in figures
    )  # beside what the film cost
    for topic, group in (
        [("box office", list(figures))] if box_office else _grouped(figures, "topic")
    ):
        page.section(_FIGURES[topic])
        most: dict[str, float] = {}
        for figure in group:
            unit = figure.currency + figure.unit
            most[unit] = max(most.get(unit, 0), abs(figure.amount))
        rows: list[Row] = []
        for figure in group:
            bar = page.bar(
                abs(figure.amount) / (most[figure.currency + figure.unit] or 1), _bar_width(page)
            )
            when = page.text(figure.date.words if figure.date else "", QUIET)
            told = page.join([page.join([bar, when]), page.text(figure.text)], "\n")
            rows.append(
                (
                    [
                        page.text(figure.name, QUIET),
                        page.text(figure.format_amount(figure.amount), NAME),
                    ],
                    page.body([told], figure),
                )
            )
        page.rows(rows)


def _reviews(reviews: Sequence[Review], film: Film, page: Page) -> None:
    """Reviews of the film's own time and since; an undated one goes with the one before it."""
    then: list[Review] = []
    since: list[Review] = []
    group = then
    for review in reviews:
        if review.date:
            group = since if review.date.first.year > film.year + 1 else then
        group.append(review)
    for heading, group in (("Reviews then", then), ("Reviews since", since)):
        if group:
            page.section(heading)
            _verdict(group, page)
            page.rows([_review(review, page) for review in group])


def _verdict(reviews: Sequence[Review], page: Page) -> None:
    """How the critics fell out: a bar in three parts, and the same in words."""
    told, bar = [], Text()
    for stance, (sign, style) in _STANCES.items():
        count = sum(review.stance == stance for review in reviews)
        bar += page.bar(count / len(reviews), _bar_width(page), style, sign=_PLAIN_SIGNS[stance])
        told.append(page.own(f"{sign} {count} {stance}", style))
    page.print(bar + Text("  ") + page.join(told, "  "))
    page.blank()


def _review(review: Review, page: Page) -> Row:
    sign, style = _STANCES[review.stance]
    who = [
        page.text(review.critic, NAME),
        page.text(review.publication, "" if review.critic else NAME),
    ]
    when = page.text(review.date.words, QUIET) if review.date else Text()
    head = page.join([page.join(who, ", "), when, page.own(review.stance, style)], "  ")
    said = page.join([page.quote(review.quote), page.text(review.text)])
    return [page.own(sign, style)], page.join([head, page.body([said], review)], "\n")


def _ratings(ratings: Sequence[Rating], _: Film, page: Page) -> None:
    page.section("Ratings")
    rows: list[Row] = []
    for rating in ratings:
        score = "" if rating.score is None else f"{rating.score:g}"
        share = (rating.score or 0) / rating.out_of if rating.out_of else 0
        bar = page.bar(share, _bar_width(page), track=True) if rating.out_of else Text()
        votes = page.own(f"{rating.votes:,} votes", QUIET) if rating.votes else Text()
        parts = [bar, votes, page.quote(rating.quote), page.text(rating.text)]
        outof = f" of {rating.out_of:g}" if score and rating.out_of else ""
        rows.append(
            ([page.text(rating.by, QUIET), page.own(score + outof, NAME)], page.body(parts, rating))
        )
    page.rows(rows)


def _awards(awards: Sequence[Award], _: Film, page: Page) -> None:
    page.section("Awards")
    rows: list[Row] = []
    for award in awards:
        sign, style = ("★", "green") if award.result == "won" else ("☆", "yellow")
        what = page.join([page.text(award.award, NAME), page.text(award.category)], ", ")
        when = page.text(award.date.words, QUIET) if award.date else Text()
        head = page.join([what, when, page.own(award.result, style)], "  ")
        said = [page.text(", ".join(award.people), SECOND), page.text(award.text)]
        body = page.join([head, page.body(said, award)], "\n" if any(said) else " ")
        rows.append(([page.own(sign if page.unicode else "*", style)], body))
    page.rows(rows)


def _labelled(records: Records, label: str, name: str, page: Page) -> list[Row]:
    """What is named, behind what it is; that is told once where it holds for several."""
    return once(
        (
            [page.text(getattr(record, label), QUIET)],
            page.body([page.text(getattr(record, name), NAME), page.text(record.text)], record),
        )
        for record in records
    )


def _in_columns(groups: Sequence[tuple[str, list[Row]]], page: Page) -> None:
    """Groups of rows under their headings, the columns of all below each other."""
    everything = [row for _, rows in groups for row in rows]
    for heading, rows in groups:
        if heading and rows:
            page.section(heading)
        page.rows(rows, among=everything)


def _prose(records: Records, page: Page) -> list[Row]:
    """Strings, each with its date before it."""
    bullet = page.own("·" if page.unicode else "-", QUIET)
    rows: list[Row] = []
    for record in records:
        when = page.text(record.date.words if record.date else "", SECOND)
        rows.append(([bullet], page.body([when, page.text(record.text)], record)))
    return rows


def _grouped(
    records: Records, field: str, order: Iterable[str] = ()
) -> Iterator[tuple[str, list[Any]]]:
    """The records by the value of a field: in the given order, or as the values first come."""
    groups: dict[str, list[Any]] = {value: [] for value in order}
    for record in records:
        groups.setdefault(getattr(record, field), []).append(record)
    return ((value, group) for value, group in groups.items() if group)


def _bar_width(page: Page) -> int:
    return _BAR if page.width >= 76 else _BAR // 2


VIEWS: dict[str, Callable[[Records, Film, Page], None]] = {
    "titles": _titles,
    "cast": _cast,
    "crew": _crew,
    "companies": _companies,
    "plot": _plot,
    "production": _production,
    "songs": _songs,
    "editions": _editions,
    "releases": _releases,
    "certificates": _certificates,
    "figures": _figures,
    "reviews": _reviews,
    "ratings": _ratings,
    "awards": _awards,
    "legacy": _legacy,
}
