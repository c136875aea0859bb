"""Reads the records of a film from its Wikidata entity: companies, money, ratings and awards."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from heartcli.catalogue import models
from heartcli.catalogue.importing import values
from heartcli.catalogue.importing.readers.certificates import parse_certificates
from heartcli.catalogue.importing.readers.regions import country_name
from heartcli.catalogue.importing.readers.wikidata_claims import (
    Claims,
    Statement,
)
from heartcli.catalogue.importing.readers.wikidata_names import Names
from heartcli.model.records import Strings

_COMPANY_ROLES = {"P272": "Production", "P750": "Distribution"}
_COSTS, _BOX_OFFICE = ("P2130", "P2769"), "P2142"  # cost, budget
_PLACE, _VALID_IN, _POINT_IN_TIME = "P291", "P3005", "P585"
_WORLD = {2, 13780930}  # Earth, worldwide
_CURRENCIES = {
    4917: "USD", 4916: "EUR", 25224: "GBP", 8146: "JPY", 80524: "INR", 1104069: "CAD",
    259502: "AUD", 25344: "CHF", 16068: "DEM", 122922: "SEK", 132643: "NOK", 25417: "DKK",
    39099: "CNY", 202040: "KRW", 41044: "RUB", 123213: "PLN", 4730: "MXN", 173117: "BRL",
    184172: "FRF", 31015: "HKD", 131016: "CZK", 190588: "HUF", 1472704: "NZD",
}  # fmt: skip
_SCORE, _RATED_BY, _METHOD, _REVIEW_COUNT = "P444", "P447", "P459", "P7887"
_PERCENTAGE = re.compile(r"([\d.,]+) ?%")
_FRACTION = re.compile(r"([\d.,]+) ?(?:/|out of) ?(\d+)\b.*")
_PERCENT = 100.0
_ROTTEN_TOMATOES = 105584
# Properties of certificates, with the country of each ratings board.
_COUNTRY_BY_BOARD = {
    "P1657": "United States", "P1981": "Germany", "P2629": "United Kingdom", "P2756": "Japan",
    "P3402": "France", "P3156": "Australia", "P2684": "Netherlands", "P3306": "Spain",
    "P3216": "Brazil", "P2637": "Russia", "P3818": "South Korea", "P5970": "Denmark",
    "P3650": "Austria", "P4437": "South Africa", "P3428": "Argentina", "P2363": "Hungary",
}  # fmt: skip
_RESULTS = {"P166": "won", "P1411": "nominated"}
_RECIPIENTS = ("P1346", "P2453")  # winner, nominee


class SectionsReader:
    """Reads a film's records, and counts what it can't read, by section."""

    def __init__(self, claims: Claims, names: Names) -> None:
        self._claims = claims
        self._best = claims.best
        self._names = names
        self.unreadable: Counter[str] = Counter()

    def read(self) -> models.Sections:
        """Returns all records except the releases."""
        ratings = {rating.by: rating for rating in self._ratings()}  # the latest of each
        return models.Sections(
            companies=list(self._companies()),
            certificates=list(dict.fromkeys(self._certificates())),
            figures=[*self._cost(), *self._box_office()],
            ratings=list(ratings.values()),
            awards=list(self._awards()),
        )

    def _companies(self) -> Iterator[models.CompanyRow]:
        for code, role in _COMPANY_ROLES.items():
            for name in filter(None, (self._names.find(s.item) for s in self._best(code))):
                yield models.CompanyRow(name, role)

    def _cost(self) -> Iterator[models.FigureRow]:
        statements = next(filter(None, map(self._best, _COSTS)), [])
        yield from self._highest_figure(models.budget, statements)

    def _box_office(self) -> Iterator[models.FigureRow]:
        """Yields the takings worldwide, or else those of the first place that has some."""
        statements = self._best(_BOX_OFFICE)
        places = [s for s in statements if not _WORLD.issuperset(_places_of(s))]
        worldwide = [s for s in statements if s not in places]
        if worldwide or not places:
            yield from self._highest_figure(models.box_office, worldwide)
            return
        place = country_name(self._names.find(_places_of(places[0])[0]))
        name = f"Box office, {place}" if place else "Box office of one country"
        statements = [s for s in places if _places_of(s) == _places_of(places[0])]
        for figure in self._highest_figure(models.box_office, statements):
            yield figure._replace(name=name)

    def _highest_figure(
        self, make_figure: Callable[[int, str], models.FigureRow], statements: list[Statement]
    ) -> Iterator[models.FigureRow]:
        """Yields the highest amount in US dollars, or else in the currency that comes first."""
        amounts: dict[str, int] = {}
        for statement in statements:
            unit = statement.unit
            currency = _CURRENCIES.get(unit or 0) or self._names.find(unit)
            if currency and (amount := round(statement.amount)):
                amounts[currency] = max(amount, amounts.get(currency, 0))
            else:
                self.unreadable["figures"] += 1
        if amounts:
            currency = "USD" if "USD" in amounts else next(iter(amounts))
            yield make_figure(amounts[currency], currency)

    def _certificates(self) -> Iterator[models.CertificateRow]:
        for code, country in _COUNTRY_BY_BOARD.items():
            if statements := self._best(code):
                names = (self._names.find(statement.item) for statement in statements)
                for row in parse_certificates(name.removesuffix(" certificate") for name in names):
                    yield row._replace(place=country)

    def _ratings(self) -> Iterator[models.RatingRow]:
        """Yields the scores, the oldest first."""
        for statement in sorted(self._best(_SCORE), key=_date_of):
            score, out_of = _parse_score(statement.text)
            by = self._reviewer(statement, out_of)
            if score is not None and by:
                counts = (round(value.amount) for value in statement.qualifiers(_REVIEW_COUNT))
                yield models.RatingRow(by, score, out_of, next(filter(None, counts), None))
            else:
                self.unreadable["ratings"] += 1

    def _reviewer(self, statement: Statement, out_of: float) -> str:
        """Returns the name of the site that gave a score, as the bundled catalogue writes it."""
        items = [value.item for value in statement.qualifiers(_RATED_BY)]
        methods = (self._names.find(value.item) for value in statement.qualifiers(_METHOD))
        if _ROTTEN_TOMATOES not in items:
            return next(filter(None, map(self._names.find, items)), "")
        if any("audience" in method.casefold() for method in methods):
            return "Rotten Tomatoes audience"
        return "Tomatometer" if out_of == _PERCENT else "Rotten Tomatoes critics"

    def _awards(self) -> Iterator[models.AwardRow]:
        """Yields the awards, and the nominations that didn't lead to one."""
        seen = set()
        for code, result in _RESULTS.items():
            for statement in self._claims.all(code):
                name = self._names.find(statement.item)
                award, _, category = name.partition(" for ")
                people = self._recipients(statement)
                if name and (name, people) not in seen:
                    seen |= {(name, people)}
                    date = _date_of(statement) or None
                    yield models.AwardRow(award, category, result, None, date, people or None)

    def _recipients(self, statement: Statement) -> Strings:
        people = statement.qualifiers(*_RECIPIENTS)
        names = (self._names.find_person(person.item)[0] for person in people)
        return tuple(dict.fromkeys(filter(None, names)))


def _places_of(statement: Statement) -> list[int]:
    return [value.item for value in statement.qualifiers(_VALID_IN, _PLACE) if value.item]


def _date_of(statement: Statement) -> str:
    dates = (value.date for value in statement.qualifiers(_POINT_IN_TIME))
    return next(filter(None, dates), "")


def _parse_score(text: str) -> tuple[float | None, float]:
    """Returns a score and the highest possible one: "91%" → 91, 100; "8.1/10" → 8.1, 10."""
    if match := _PERCENTAGE.fullmatch(text):
        return values.parse_score(match[1].replace(",", ".")), _PERCENT
    if match := _FRACTION.fullmatch(text):
        return values.parse_score(match[1].replace(",", ".")), float(match[2])
    return None, 0
