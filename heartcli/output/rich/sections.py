"""Draws the sections of a film, one function per section."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from rich.text import Text

from heartcli.model import records
from heartcli.model.film import Film
from heartcli.output.rich.page import ACCENT, BAD, GOOD, NAME, QUIET, WARN, Page, Row, blank_repeats

_STANCES = {"positive": ("+", GOOD), "mixed": ("±", WARN), "negative": ("−", BAD)}
_ASCII_SIGNS = {"positive": "+", "mixed": "~", "negative": "-"}
_RELEASE_HEADINGS = {
    "preview": "Previews", "premiere": "Premieres", "festival": "Festivals",
    "theatrical": "In cinemas", "re-release": "Back in cinemas", "home": "Home video",
    "broadcast": "On television",
}  # fmt: skip
_FIGURE_HEADINGS = {
    "cost": "What it cost", "production": "In numbers", "box office": "Box office",
    "aftermath": "Afterwards",
}  # fmt: skip
_MAX_BAR_WIDTH = 24  # columns; half of that on a narrow page
_NARROW = 76  # columns; a page below this width is narrow
Records = Sequence[Any]
View = Callable[[Records, Film, Page], None]


def _list_view(heading: str, make_rows: Callable[..., list[Row]], *fields: str) -> View:
    """A view that draws a list of records under a heading."""

    def draw(group: Records, _: Film, page: Page) -> None:
        page.section(heading)
        page.rows(make_rows(group, page, *fields))

    return draw


def _draw_cast(members: Sequence[records.CastMember], film: Film, page: Page) -> None:
    parts = [member for member in members if member.character]
    main = [_role_row(member, page) for member in parts if not member.cameo]
    cameos = [_role_row(member, page) for member in parts if member.cameo]
    heading = "" if film.has_billing else "Among the cast"
    _draw_groups([(heading, main), ("Cameos", cameos)], page)
    if others := [member for member in members if not member.character]:
        if heading := "Also in the cast" if parts else heading:
            page.section(heading)
        items = [
            page.body([page.untrusted(m.performer), page.untrusted(m.text)], m) for m in others
        ]
        page.wrap_items(items, "  ")


def _role_row(member: records.CastMember, page: Page) -> Row:
    cells = [page.untrusted(member.performer, NAME), page.untrusted(member.character, ACCENT)]
    return cells, page.body([page.untrusted(member.text)], member)


def _draw_crew(members: Sequence[records.CrewMember], _: Film, page: Page) -> None:
    departments = [
        (department or "Crew", _label_rows(group, page, "job", "name"))
        for department, group in _group_by(members, "department")
    ]
    _draw_groups(departments, page)


def _draw_plot(beats: Records, _: Film, page: Page) -> None:
    rows: list[Row] = []
    for number, beat in enumerate(beats, 1):
        body = page.body([page.untrusted(beat.text)], beat)
        rows.append(([page.trusted(f"{number:2}", ACCENT)], body))
    page.rows(rows)


def _draw_production(notes: Records, _: Film, page: Page) -> None:
    for topic, group in _group_by(notes, "topic"):
        page.section("How the music was made" if topic == "music" else topic)
        page.rows(_text_rows(group, page))


def _song_rows(songs: Sequence[records.Song], page: Page) -> list[Row]:
    rows: list[Row] = []
    for song in songs:
        performers = page.untrusted(", ".join(song.performers), ACCENT)
        cells = [page.trusted(f"{song.length:>5}", QUIET), page.untrusted(song.title, NAME)]
        rows.append((cells, page.body([performers, page.untrusted(song.text)], song)))
    return rows


def _draw_editions(editions: Sequence[records.Edition], film: Film, page: Page) -> None:
    page.section("Editions and running times")
    longest = max((edition.minutes or 0 for edition in editions), default=0) or 1
    rows: list[Row] = []
    for edition in editions:
        disputes = list(edition.disputes_of("minutes"))
        value = f"{edition.minutes} min"
        minutes = page.values(value, disputes, film) if edition.minutes else Text()
        bar = page.bar((edition.minutes or 0) / longest, _bar_width(page) // 2)
        parts = [page.join([bar, minutes]), page.untrusted(edition.text)]
        cells = [page.untrusted(edition.name, NAME), _date(edition, page)]
        rows.append((cells, page.body(parts, edition, disputes)))
    page.rows(rows)


def _draw_releases(releases: Sequence[records.Release], _: Film, page: Page) -> None:
    for kind, group in _group_by(releases, "kind", _RELEASE_HEADINGS):
        page.section(_RELEASE_HEADINGS[kind])
        page.rows([_release_row(release, page) for release in group])


def _release_row(release: records.Release, page: Page) -> Row:
    by = release.by and f"by {release.by}"
    about = ", ".join(filter(None, (release.edition, release.medium, by)))
    text = page.join([page.untrusted(about and f"{about}."), page.untrusted(release.text)])
    date, place = _date(release, page), page.untrusted(release.place, NAME)
    if not text and not place:  # the footnotes then go after the date
        return [], page.body([date], release)
    return [date, place], page.body([text], release)


def _draw_figures(figures: Sequence[records.Figure], _: Film, page: Page) -> None:
    """Draws amounts of money and other numbers as bars, on one scale per unit."""
    groups = _group_by(figures, "topic")
    if any(figure.topic == "box office" for figure in figures):  # show costs beside it
        groups = [("box office", figures)]
    for topic, group in groups:
        page.section(_FIGURE_HEADINGS[topic])
        highest: dict[str, float] = {}
        for figure in group:
            unit = figure.currency + figure.unit
            highest[unit] = max(highest.get(unit, 0), abs(figure.amount))
        page.rows([_figure_row(figure, highest, page) for figure in group])


def _figure_row(figure: records.Figure, highest: dict[str, float], page: Page) -> Row:
    amount = page.untrusted(figure.format_amount(figure.amount), NAME)
    share = abs(figure.amount) / (highest[figure.currency + figure.unit] or 1)
    bar = page.join([page.bar(share, _bar_width(page)), _date(figure, page)])
    text = page.join([bar, page.untrusted(figure.text)], "\n")
    return [page.untrusted(figure.name, QUIET), amount], page.body([text], figure)


def _draw_reviews(reviews: Sequence[records.Review], film: Film, page: Page) -> None:
    """Draws early reviews, then later ones. An undated review goes with the one before it."""
    then: list[records.Review] = []
    since: list[records.Review] = []
    group = then
    for review in reviews:
        if review.date:
            group = since if review.date.first.year > film.year + 1 else then
        group.append(review)
    for heading, group in (("Reviews then", then), ("Reviews since", since)):
        if group:
            page.section(heading)
            _draw_stances(group, page)
            page.rows([_review_row(review, page) for review in group])


def _draw_stances(reviews: Sequence[records.Review], page: Page) -> None:
    """Draws the critics' verdict as a bar with three parts, and in words."""
    parts, bar = [], Text()
    for stance, (sign, style) in _STANCES.items():
        count = sum(review.stance == stance for review in reviews)
        bar += page.bar(count / len(reviews), _bar_width(page), style, sign=_ASCII_SIGNS[stance])
        parts.append(page.trusted(f"{sign} {count} {stance}", style))
    page.print(bar + Text("  ") + page.join(parts, "  "))
    page.blank()


def _review_row(review: records.Review, page: Page) -> Row:
    sign, style = _STANCES[review.stance]
    publication = page.untrusted(review.publication, "" if review.critic else NAME)
    critic = page.join([page.untrusted(review.critic, NAME), publication], ", ")
    head = page.join([critic, _date(review, page), page.trusted(review.stance, style)], "  ")
    text = page.join([page.quote(review.quote), page.untrusted(review.text)])
    return [page.trusted(sign, style)], page.join([head, page.body([text], review)], "\n")


def _rating_rows(ratings: Sequence[records.Rating], page: Page) -> list[Row]:
    rows: list[Row] = []
    for rating in ratings:
        score, bar = "" if rating.score is None else f"{rating.score:g}", Text()
        if rating.out_of:
            bar = page.bar((rating.score or 0) / rating.out_of, _bar_width(page), track=True)
            score += f" of {rating.out_of:g}" if score else ""
        votes = page.trusted(f"{rating.votes:,} votes" if rating.votes else "", QUIET)
        parts = [bar, votes, page.quote(rating.quote), page.untrusted(rating.text)]
        cells = [page.untrusted(rating.by, QUIET), page.trusted(score, NAME)]
        rows.append((cells, page.body(parts, rating)))
    return rows


def _award_rows(awards: Sequence[records.Award], page: Page) -> list[Row]:
    rows: list[Row] = []
    for award in awards:
        sign, style = ("★", GOOD) if award.result == "won" else ("☆", WARN)
        name = page.join([page.untrusted(award.award, NAME), page.untrusted(award.category)], ", ")
        head = page.join([name, _date(award, page), page.trusted(award.result, style)], "  ")
        parts = [page.untrusted(", ".join(award.people), ACCENT), page.untrusted(award.text)]
        body = page.join([head, page.body(parts, award)], "\n" if any(parts) else " ")
        rows.append(([page.trusted(sign if page.unicode else "*", style)], body))
    return rows


def _label_rows(group: Records, page: Page, label: str, name: str) -> list[Row]:
    """Rows of names after their labels. Repeated labels are shown once."""
    rows: list[Row] = []
    for record in group:
        parts = [page.untrusted(getattr(record, name), NAME), page.untrusted(record.text)]
        cell = page.untrusted(getattr(record, label), QUIET)
        rows.append(([cell], page.body(parts, record)))
    return blank_repeats(rows)


def _draw_groups(groups: Sequence[tuple[str, list[Row]]], page: Page) -> None:
    all_rows = [row for _, rows in groups for row in rows]
    for heading, rows in groups:
        if heading and rows:
            page.section(heading)
        page.rows(rows, aligned_with=all_rows)


def _text_rows(group: Records, page: Page) -> list[Row]:
    """Rows of text, each after its date."""
    bullet = page.trusted("·" if page.unicode else "-", QUIET)
    rows: list[Row] = []
    for record in group:
        parts = [_date(record, page, ACCENT), page.untrusted(record.text)]
        rows.append(([bullet], page.body(parts, record)))
    return rows


def _group_by(group: Records, field: str, order: Iterable[str] = ()) -> list[tuple[str, Records]]:
    """Groups records by a field, in the given order or by each group's first appearance."""
    groups: dict[str, list[Any]] = {value: [] for value in order}
    for record in group:
        groups.setdefault(getattr(record, field), []).append(record)
    return [(value, members) for value, members in groups.items() if members]


def _date(record: records.Record, page: Page, style: str = QUIET) -> Text:
    return page.untrusted(record.date.words if record.date else "", style)


def _bar_width(page: Page) -> int:
    return _MAX_BAR_WIDTH if page.width >= _NARROW else _MAX_BAR_WIDTH // 2


SECTION_VIEWS: dict[str, View] = {
    "titles": _list_view("Titles abroad", _label_rows, "place", "title"),
    "cast": _draw_cast,
    "crew": _draw_crew,
    "companies": _list_view("Companies", _label_rows, "role", "name"),
    "plot": _draw_plot,
    "production": _draw_production,
    "songs": _list_view("Songs", _song_rows),
    "editions": _draw_editions,
    "releases": _draw_releases,
    "certificates": _list_view("Certificates", _label_rows, "place", "certificate"),
    "figures": _draw_figures,
    "reviews": _draw_reviews,
    "ratings": _list_view("Ratings", _rating_rows),
    "awards": _list_view("Awards", _award_rows),
    "legacy": _list_view("Legacy", _text_rows),
}
