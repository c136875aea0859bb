"""Templates about the film itself: its year, length, country, titles, studio, money and rating."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from heartcli.model.film import Film
from heartcli.model.records import Company, Figure, Strings, Title
from heartcli.quiz.questions.countries import decoy_countries, sounds_alike
from heartcli.quiz.questions.film_facts import Draft, FilmFacts, date_in_full, is_sure, values_of
from heartcli.quiz.questions.question import CHOICE_OR_TYPED, OPTION_COUNT, Form
from heartcli.quiz.questions.well_known import well_known
from heartcli.text.display import with_article
from heartcli.text.folding import fold, fold_words

_CHOICE_OR_ESTIMATE: tuple[Form, ...] = ("choice", "estimate")
_YEAR_STEP, _YEAR_STEPS = 3, 3  # between the years of a choice; years on either side
_SMALLER, _LARGER = (0.1, 0.2, 0.4), (2.5, 5, 10)  # of the right amount: other amounts
_MILLION, _BILLION = 10**6, 10**9
_MAX_TITLES = 60  # to ask about
_MAX_COUNTRIES = OPTION_COUNT - 1  # to choose from, those of a similar language first
_MIN_ALIKE = 2  # of them with a similar language; with fewer the title gives the country away
_GENERIC_EDITION = re.compile(r"(?i)\b(?:cut|version|print|edition|release)$")
_FIRST_RATED, _FIRST_PG_13, _FIRST_NC_17 = 1972, 1984, 1990
_US = ("united states", "usa", "us")
_STUDIO_ROLES = {
    "production": "Which studio made the film?",
    "distribution united states": "Which studio released the film in the United States?",
    "distribution": "Which studio released the film?",
}  # fmt: skip
_STUDIO_WORDS = frozenset((
    "pictures", "studio", "studios", "entertainment", "films", "film", "productions", "company",
    "20th", "twentieth", "century",
))  # fmt: skip


class _FigureWording(NamedTuple):
    template: str
    names: str  # a pattern for the figure's name
    ask: str
    interest: int


_FIGURES = (
    _FigureWording("cost", "budget|cost", "How much did the film cost to make?", 2),
    _FigureWording("us-gross", "(?:us|domestic|american) (?:gross|box office|takings)",
        "How much did the film take in American cinemas?", 2),
    _FigureWording("worldwide-gross", "(?:world ?wide )?(?:gross|box office)",
        "How much did the film take at the box office?", 2),
    _FigureWording("opening-weekend", "(?:gross of the )?opening weekend",
        "How much did the film take on its opening weekend in America?", 1),
)  # fmt: skip


def year_question(facts: FilmFacts) -> Iterator[Draft]:
    """Asks for the film's year; any source's year is right."""
    film = facts.film
    if any(dispute.says for dispute in film.disputes):
        return
    disputed = [dispute for dispute in film.disputes if dispute.field == "year"]
    years = [film.year, *(int(dispute.value) for dispute in disputed)]
    yield Draft(
        "year", "year", (), "In what year did the film come out?",
        tuple(dict.fromkeys(map(str, years))), "date", _CHOICE_OR_ESTIMATE,
        pool=_spread_years(years, _latest_year(film)), difficulty="easy",
        why=_about_opening(film) or _other_years(years),
        other_sources=(*film.cited.get("year", ()), *(s for d in disputed for s in d.sources)),
    )  # fmt: skip


def _spread_years(rights: Sequence[int], latest: int) -> Strings:
    """Returns years that are far enough from the right ones, and not in the future."""
    offsets = [n * _YEAR_STEP for n in range(-_YEAR_STEPS, _YEAR_STEPS + 1)]
    years = [rights[0] + offset for offset in offsets if rights[0] + offset <= latest]
    return tuple(str(y) for y in years if all(abs(y - right) >= _YEAR_STEP for right in rights))


def _latest_year(film: Film) -> int:
    """Returns the last year that the film file mentions; later ones may not have begun."""
    dates = [record.date for _, record in film.records()]
    dates += [source.date for source in film.sources.values()]
    return max([film.year, *(date.first.year for date in dates if date)])


def _other_years(years: Sequence[int]) -> str:
    others = [str(year) for year in dict.fromkeys(years) if year != years[0]]
    return f"Some sources say {' or '.join(others)}." if others else ""


def _about_opening(film: Film) -> str:
    """Returns a sentence about the first opening in cinemas that has an exact day."""
    openings = [
        (r.date.first, date_in_full(r.date), r.place)
        for r in film.releases
        if r.kind == "theatrical" and r.place in film.countries
        if r.date and r.date.first == r.date.last
        if r.is_undisputed("date") and r.date.first.year == film.year
    ]
    if not openings:
        return ""
    _, day, place = min(openings)
    return f"It opened in {with_article(place)} on {day}."


def country_question(facts: FilmFacts) -> Iterator[Draft]:
    """Asks for the film's country, if it's a single one other than the United States."""
    film = facts.film
    if len(film.countries) != 1 or fold(film.countries[0]) in _US or film.disputes:
        return
    [country] = film.countries
    yield Draft(
        "country", "country", (), "In which country was the film made?", (country,), "text",
        CHOICE_OR_TYPED, pool=decoy_countries(country, ()), difficulty="easy",
        other_sources=film.cited.get("countries", ()),
    )  # fmt: skip


def title_questions(facts: FilmFacts) -> Iterator[Draft]:
    """Asks in which country the film goes by another title."""
    film, by_title = facts.film, defaultdict[str, list[Title]](list)
    for title in film.titles[:_MAX_TITLES]:
        by_title[fold(title.title)].append(title)
    for text, titles in by_title.items():
        places = tuple(dict.fromkeys(title.place for title in titles))
        is_at_home = not {*map(fold, places)}.isdisjoint(map(fold, film.countries))
        if text in (fold(film.title), fold(film.original_title)) or is_at_home:
            continue
        elsewhere = [t.place for t in film.titles if t not in titles and is_sure([t])]
        decoys = decoy_countries(places[0], elsewhere)[:_MAX_COUNTRIES]
        yield Draft(
            "country-of-title", "place", titles,
            f"In which country is the film called “{titles[0].title}”?", places, "text",
            ("choice",), pool=decoys, given_fields=("title",), why=titles[0].text,
            interest=int(len([d for d in decoys if sounds_alike(d, places[0])]) >= _MIN_ALIKE),
        )  # fmt: skip


def studio_questions(facts: FilmFacts) -> Iterator[Draft]:
    """Asks which well-known studio made or released the film, if only one did."""
    if not facts.is_in_english:
        return  # for a foreign film, often just the American distributor
    by_role: dict[str, dict[str, list[Company]]] = {}
    for company in facts.film.companies:
        role = " ".join(fold_words(company.role))
        if role in _STUDIO_ROLES and (studio := _well_known_studio(company.name)):
            by_role.setdefault(role, {}).setdefault(studio, []).append(company)
    for role, companies in by_role.items():
        if len(companies) == 1:
            [(studio, records)] = companies.items()
            others = {s for c in facts.film.companies if (s := _well_known_studio(c.name))}
            yield Draft(
                "studio", "name", records, _STUDIO_ROLES[role], (studio,), "text",
                CHOICE_OR_TYPED, accept=tuple(dict.fromkeys(c.name for c in records)),
                pool=tuple(s for s in facts.peers("studio") if s not in others),
                given_fields=("role", "name"), why=records[0].text,
            )  # fmt: skip


def _well_known_studio(company: str) -> str:
    """Returns the short name of a well-known studio: "Columbia Pictures" → "Columbia"; or ""."""
    words = set(fold_words(company))
    for studio in well_known("studio"):
        name = set(fold_words(studio))
        if name <= words <= name | _STUDIO_WORDS:
            return studio
    return ""


def length_question(facts: FilmFacts) -> Iterator[Draft]:
    """Asks how long the film is, unless there are several versions of it."""
    editions = [edition for edition in facts.film.editions if edition.minutes]
    if len(editions) == 1:
        minutes = [int(m) for m in values_of(editions[0], "minutes") if isinstance(m, int)]
        yield Draft(
            "length", "minutes", editions, "How long is the film, in minutes?",
            tuple(f"{m} minutes" for m in dict.fromkeys(minutes)), "number", ("estimate",),
            given_fields=("name", "date"), why=editions[0].text,
        )  # fmt: skip


def edition_questions(facts: FilmFacts) -> Iterator[Draft]:
    """Asks when a later version with a name of its own came out."""
    latest = _latest_year(facts.film)
    for edition in facts.film.editions:
        date = edition.date
        if not date or "~" in date.text or date.first.year != date.last.year:
            continue
        year = date.first.year
        if year > facts.film.year and not re.search(_GENERIC_EDITION, edition.name):
            yield Draft(
                "edition-year", "year", (edition,),
                f"In what year did {edition.name}, a new version of the film, come out?",
                (str(year),), "date", _CHOICE_OR_ESTIMATE, pool=_spread_years([year], latest),
                given_fields=("name", "date"), why=edition.text,
            )  # fmt: skip


def figure_questions(facts: FilmFacts) -> Iterator[Draft]:
    """Asks what the film cost and what it took."""
    asked = set()
    for figure in facts.film.figures:
        wording = next((w for w in _FIGURES if re.fullmatch(w.names, _plain_name(figure))), None)
        if wording is None or wording.ask in asked or figure.amount <= 0 or figure.unit:
            continue
        asked.add(wording.ask)
        amounts = [n for n in values_of(figure, "amount") if isinstance(n, int | float) and n > 0]
        rights = tuple(dict.fromkeys(amount_in_words(figure, amount) for amount in amounts))
        others = [float(f"{figure.amount * f:.2g}") for f in (*_SMALLER, *_LARGER)]
        yield Draft(
            wording.template, "amount", (figure,), wording.ask, rights, "number",
            ("estimate",) if figure.amount < _MILLION else _CHOICE_OR_ESTIMATE,
            pool=tuple(amount_in_words(figure, amount) for amount in others),
            given_fields=("name", "currency"), interest=wording.interest, why=figure.text,
        )  # fmt: skip


def _plain_name(figure: Figure) -> str:
    return " ".join(fold_words(figure.name))


def amount_in_words(figure: Figure, amount: float) -> str:
    """Formats an amount as people say it: $26 million, $1.28 billion, $636,796."""
    if amount < _MILLION:
        return figure.format_amount(round(amount))
    scale, word = (_BILLION, "billion") if amount >= _BILLION else (_MILLION, "million")
    return f"{figure.format_amount(float(f'{amount / scale:.3g}'))} {word}"


def rating_question(facts: FilmFacts) -> Iterator[Draft]:
    """Asks for the film's American age rating; those of other countries are for specialists."""
    for certificate in facts.film.certificates:
        year = (certificate.date.first.year if certificate.date else 0) or facts.film.year
        ratings = ["G", "PG", "R", "X" if year < _FIRST_NC_17 else "NC-17"]
        ratings += ["PG-13"] if year >= _FIRST_PG_13 else []
        is_first = not certificate.edition and fold(certificate.place) in _US
        if is_first and year >= _FIRST_RATED and certificate.certificate in ratings:
            yield Draft(
                "us-rating", "certificate", (certificate,),
                "Which rating did the film get in American cinemas?", (certificate.certificate,),
                "text", ("choice",), pool=tuple(ratings), given_fields=("place",),
                why=certificate.text,
            )  # fmt: skip
