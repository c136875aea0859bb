"""The records that make up a film.

A field's type says what a film file may hold there; `field_types` reads and describes each type.
Absent text is "", an absent list is (), and any other absent value is None.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NewType

from heartcli.model.dates import Date
from heartcli.model.frozen import Frozen, frozen
from heartcli.text.display import format_number, join_with_and, shorten_number, with_article

Strings = tuple[str, ...]
Slug = NewType("Slug", str)  # jack-singer-loan
Target = NewType("Target", str)  # a record's id, or "film"
Url = NewType("Url", str)
Length = NewType("Length", str)  # 5:16
ImdbId = NewType("ImdbId", str)
WikidataId = NewType("WikidataId", str)
Year = NewType("Year", int)
Count = NewType("Count", int)  # 1 or higher

FieldValue = str | float | bool | Date | Strings | None

SourceKind = Literal["reference", "press", "book", "interview", "fan"]  # the strongest first
Topic = Literal[
    "development", "writing", "money", "casting", "studio", "sets", "costumes", "locations",
    "technology", "photography", "effects", "choreography", "music", "shooting", "editing",
    "release",
]  # fmt: skip
Stance = Literal["positive", "mixed", "negative"]
Result = Literal["won", "nominated"]
Difficulty = Literal["easy", "medium", "hard"]
ReleaseKind = Literal[
    "preview", "festival", "premiere", "theatrical", "re-release", "home", "broadcast"
]
_MEDIUM_BY_KIND = {
    "preview": "preview", "festival": "at a festival", "premiere": "premiere",
    "theatrical": "in cinemas", "re-release": "back in cinemas", "home": "for the home",
    "broadcast": "on television",
}  # fmt: skip
_RELEASED = {
    "preview": "was previewed", "festival": "was shown at a festival",
    "premiere": "had its premiere", "theatrical": "opened", "re-release": "was re-released",
    "home": "came out", "broadcast": "was shown on television",
}  # fmt: skip
_CURRENCY_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
FigureTopic = Literal["cost", "box office", "production", "aftermath"]


def imdb_id(number: int | None) -> ImdbId:
    """Returns the IMDb id with a number: 34583 → tt0034583; "" for None."""
    return ImdbId(f"tt{number:07}" if number else "")


def wikidata_id(number: int | None) -> WikidataId:
    """Returns the Wikidata id with a number: 132689 → Q132689; "" for None."""
    return WikidataId(f"Q{number}" if number else "")


@frozen
class Source(Frozen):
    ABOUT = "A source of facts."
    title: str
    author: str = ""
    publisher: str = ""
    kind: SourceKind | None = None
    date: Date | None = None
    url: Url = Url("")
    note: str = ""

    @property
    def name(self) -> str:
        """A short name for footnotes: the publisher, author or title, and the date."""
        return self.name_with("")

    def name_with(self, detail: str) -> str:
        """The short name with a detail in brackets: Time (John Skow), 25 Jan 1982."""
        who = self.publisher or self.author or self.title
        who += f" ({detail})" if detail not in ("", who) else ""
        return f"{who}, {self.date.words}" if self.date else who

    @property
    def domain(self) -> str:
        """The domain of its address: en.wikipedia.org."""
        host = self.url.split("/")[2] if self.url else ""
        return host.rpartition("@")[2].removeprefix("www.")


@frozen
class Person(Frozen):
    ABOUT = "Other spellings of a name, wherever it appears in the film."
    also: Strings = ()


@frozen
class Ids(Frozen):
    ABOUT = "The film's ids in other databases."
    imdb: ImdbId = ImdbId("")
    tmdb: Count | None = None
    wikidata: WikidataId = WikidataId("")


@frozen
class Dispute(Frozen):
    ABOUT = "A conflicting claim: a sentence, or another value for a field."
    says: str = ""
    field: str = ""
    value: Any = None
    sources: Strings = ()


@frozen
class Record(Frozen):
    """One entry of a section. `id` is `section/slug`."""

    ID_FIELDS: ClassVar[Strings] = ()  # used to make an id for a record without one
    id: str = ""
    sources: Strings = ()
    disputes: tuple[Dispute, ...] = ()
    doubtful: bool = False
    spoiler: bool = False

    # These are fields in some sections only, but attributes of every record.
    if TYPE_CHECKING:

        @property
        def date(self) -> Date | None: ...
        @property
        def text(self) -> str: ...

    else:
        date, text = None, ""

    @property
    def sentence(self) -> str:
        """The record in a sentence or two."""
        statement = self._statement()
        return " ".join(filter(None, (f"{statement}." if statement else "", self.text)))

    def _statement(self) -> str:
        """Sums up the fields other than `text`, without a full stop."""
        return ""

    def citations(self) -> Iterator[Strings]:
        """The source ids that the record cites, then those that each dispute cites."""
        yield self.sources
        yield from (dispute.sources for dispute in self.disputes)

    def disputes_of(self, field: str) -> Iterator[Dispute]:
        """The disputes about one field."""
        return (dispute for dispute in self.disputes if dispute.field == field)

    @property
    def flags(self) -> Strings:
        """Warnings for readers: doubtful, spoiler."""
        return tuple(name for name in ("doubtful", "spoiler") if getattr(self, name))

    def is_undisputed(self, *fields: str) -> bool:
        """Whether the record isn't doubtful or disputed, as a whole or in one of these fields."""
        disputed = any(dispute.field in ("", *fields) for dispute in self.disputes)
        return not self.doubtful and not disputed


@frozen
class Title(Record):
    ABOUT = "The film's title in another place."
    ID_FIELDS: ClassVar = ("place", "title")
    title: str
    place: str
    text: str = ""

    def _statement(self) -> str:
        return f"In {with_article(self.place)} the film is called “{self.title}”"


@frozen
class CastMember(Record):
    ABOUT = "A cast member and their part."
    ID_FIELDS: ClassVar = ("performer", "character")
    performer: str
    character: str = ""
    billing: Count | None = None
    cameo: bool = False
    also: Strings = ()
    text: str = ""

    def _statement(self) -> str:
        part = f"plays {self.character}" if self.character else "is in the cast"
        return f"{self.performer} {part}"


@frozen
class CrewMember(Record):
    ABOUT = "A crew member and their job."
    ID_FIELDS: ClassVar = ("name", "job")
    name: str
    job: str
    department: str = ""
    text: str = ""

    def _statement(self) -> str:
        return f"{self.job}: {self.name}"


@frozen
class Company(Record):
    ABOUT = "A company and its role."
    ID_FIELDS: ClassVar = ("name", "role")
    name: str
    role: str
    text: str = ""

    def _statement(self) -> str:
        return f"{self.role}: {self.name}"


@frozen
class PlotBeat(Record):
    SCHEMA_NAME: ClassVar = "Beat"
    ABOUT = "A step in the plot."
    text: str


@frozen
class ProductionNote(Record):
    ABOUT = "A note about the production."
    topic: Topic
    text: str
    date: Date | None = None


@frozen
class Song(Record):
    ABOUT = "A song or a cue."
    ID_FIELDS: ClassVar = ("title",)
    title: str
    performers: Strings = ()
    writers: Strings = ()
    length: Length = Length("")
    text: str = ""

    def _statement(self) -> str:
        by = f", {join_with_and(self.performers)}" if self.performers else ""
        length = f", {self.length}" if self.length else ""
        return f"“{self.title}”{by}{length}"


@frozen
class Edition(Record):
    ABOUT = "A version of the film."
    ID_FIELDS: ClassVar = ("name",)
    name: str
    date: Date | None = None
    minutes: Count | None = None
    text: str = ""

    def _statement(self) -> str:
        length = f": {self.minutes} minutes" if self.minutes else ""
        return f"{self.name}{length}"


@frozen
class Release(Record):
    ABOUT = "A release of the film, with its date and place."
    ID_FIELDS: ClassVar = ("edition", "kind", "medium", "place")
    kind: ReleaseKind
    place: str = ""
    date: Date | None = None
    edition: str = ""
    medium: str = ""
    by: str = ""
    text: str = ""

    @property
    def medium_in_words(self) -> str:
        """The medium, such as DVD, or if it has none, the kind of release, such as "in cinemas"."""
        return self.medium or _MEDIUM_BY_KIND[self.kind]

    def _statement(self) -> str:
        medium = self.medium and f"on {self.medium}"
        place = self.place and f"{'at' if ',' in self.place else 'in'} {with_article(self.place)}"
        by = f", released by {self.by}" if self.by else ""
        return " ".join(filter(None, (self._what, _RELEASED[self.kind], medium, place))) + by

    @property
    def _what(self) -> str:
        """The released film or edition: The theatrical cut, but Reprise."""
        words = self.edition.split()
        if words[1:] and words[-1].islower():
            return f"The {self.edition[0].lower()}{self.edition[1:]}"
        return self.edition or "The film"


@frozen
class Certificate(Record):
    ABOUT = "An age rating from a ratings board."
    ID_FIELDS: ClassVar = ("place", "certificate")
    place: str
    certificate: str
    edition: str = ""
    date: Date | None = None
    text: str = ""

    def _statement(self) -> str:
        return f"Rated {self.certificate} in {with_article(self.place)}"


@frozen
class Figure(Record):
    ABOUT = "An amount of money or another number."
    ID_FIELDS: ClassVar = ("name",)
    name: str
    amount: float
    topic: FigureTopic
    currency: str = ""
    unit: str = ""
    place: str = ""
    date: Date | None = None
    text: str = ""

    def _statement(self) -> str:
        return f"{self.name}: {self.format_amount(self.amount)}"

    def format_amount(self, amount: float) -> str:
        """Formats an amount in this figure's currency or unit: $26,000,000, 72 days."""
        return f"{self.format_money(amount)} {self.unit}".rstrip()

    def shorten_amount(self, amount: float) -> str:
        """Formats an amount with millions and billions as words: $26 million."""
        return f"{self._with_currency(shorten_number(abs(amount)), amount)} {self.unit}".rstrip()

    def format_money(self, amount: float) -> str:
        """Formats an amount without its unit: $26,000,000, or 72."""
        return self._with_currency(format_number(abs(amount)), amount)

    def _with_currency(self, number: str, amount: float) -> str:
        sign = _CURRENCY_SIGNS.get(self.currency, "")
        currency = "" if sign else f"{self.currency} ".lstrip()
        return f"{currency}{'-' if amount < 0 else ''}{sign}{number}"


@frozen
class Review(Record):
    ABOUT = "A critic's review."
    ID_FIELDS: ClassVar = ("critic", "publication")
    stance: Stance
    critic: str = ""
    publication: str = ""
    date: Date | None = None
    quote: str = ""
    text: str = ""

    @property
    def sentence(self) -> str:
        who = ", ".join(filter(None, (self.critic, self.publication)))
        quote = f"“{self.quote}”" if self.quote else ""
        return f"{who} ({self.stance}): " + f"{quote} {self.text}".strip()


@frozen
class Rating(Record):
    ABOUT = "A score or a summary of many reviews."
    ID_FIELDS: ClassVar = ("by",)
    by: str
    score: float | None = None
    out_of: float | None = None
    votes: Count | None = None
    date: Date | None = None
    quote: str = ""
    text: str = ""

    @property
    def sentence(self) -> str:
        score = "" if self.score is None else f"{self.score:g}"
        score += f" of {self.out_of:g}" if score and self.out_of else ""
        quote = f"“{self.quote}”" if self.quote else ""
        text = " ".join(filter(None, (quote, self.text)))
        return f"{self.by}: " + ". ".join(filter(None, (score, text)))

    def format_score(self, score: float) -> str:
        """Formats a score with its scale, unless that is 100: 7.5 of 10, or 84."""
        scale = "" if self.out_of in (None, 100) else f" of {self.out_of:g}"
        return f"{score:g}{scale}"


@frozen
class Award(Record):
    ABOUT = "An award or a nomination for one."
    ID_FIELDS: ClassVar = ("award", "category", "people")
    award: str
    category: str = ""
    result: Result
    people: Strings = ()
    date: Date | None = None
    text: str = ""

    def _statement(self) -> str:
        who = f": {join_with_and(self.people)}" if self.people else ""
        return ", ".join(filter(None, (self.award, self.category, self.result))) + who


@frozen
class LegacyNote(Record):
    SCHEMA_NAME: ClassVar = "Legacy"
    ABOUT = "A note about the film's legacy."
    text: str
    date: Date | None = None


@frozen
class WrittenQuestion(Record):
    ABOUT = "A quiz question about records of the film, which serve as its sources."
    MAX_ENTRIES: ClassVar = 30  # every reply is compared with each entry
    ORDER_LENGTH: ClassVar = 4
    CLUE_COUNT: ClassVar = 5
    # Keys that can't be combined, the first of each row with any of the others.
    CONFLICTS: ClassVar[dict[str, Strings]] = {
        "order": ("answer", "accept", "prompt", "reject", "wrong", "estimate", "choice_only"),
        "clues": ("order", "wrong", "estimate", "choice_only"),
        "estimate": ("prompt", "reject", "choice_only"),
    }
    about: tuple[Target, ...]
    ask: str
    answer: str = ""  # empty only if there is an order
    accept: Strings = ()
    prompt: Strings = ()
    reject: Strings = ()
    wrong: Strings = ()
    estimate: bool = False  # whether a guess at the number is asked for
    choice_only: bool = False  # whether it is asked only with its options
    order: Strings = ()  # what to put in order, earliest first
    clues: Strings = ()  # shown one by one until the answer is guessed, the hardest first
    why: str = ""
    difficulty: Difficulty = "medium"

    @property
    def sentence(self) -> str:
        return f"{self.ask} {self.answer or '; '.join(self.order)}"
