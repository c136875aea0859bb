"""The records that a film is made of. Nothing here reads or writes.

A field's type says what a film file may hold there (`kinds.KINDS` reads each of them). Text that
is absent is "", everything else that is absent is None, a list that is absent is ().
"""

from collections.abc import Callable, Iterator
from dataclasses import FrozenInstanceError, dataclass, fields
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Literal,
    NewType,
    NoReturn,
    TypeVar,
    dataclass_transform,
)  # fmt: skip

from heartcli.model.dates import Date
from heartcli.text.display import append_sentence, format_number, join_with_and, with_article

Strings = tuple[str, ...]
Slug = NewType("Slug", str)  # jack-singer-loan
Target = NewType("Target", str)  # a record's id, or "film"
Url = NewType("Url", str)
Length = NewType("Length", str)  # 5:16
ImdbId = NewType("ImdbId", str)
WikidataId = NewType("WikidataId", str)
Year = NewType("Year", int)
Count = NewType("Count", int)  # from 1 up

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
_HOW_RELEASED = {
    "preview": "preview", "festival": "at a festival", "premiere": "premiere",
    "theatrical": "in cinemas", "re-release": "back in cinemas", "home": "for the home",
    "broadcast": "on television",
}  # fmt: skip
_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
FigureTopic = Literal["cost", "box office", "production", "aftermath"]

_Class = TypeVar("_Class")


@dataclass_transform(kw_only_default=True, frozen_default=True)
def frozen(cls: type[_Class]) -> type[_Class]:
    """A dataclass without generated methods: for two dozen classes they cost 10 ms of start-up."""
    made: Any = dataclass(kw_only=True, init=False, eq=False, repr=False, match_args=False)(cls)
    made.FIELDS = {field.name: field.type for field in fields(made)}
    own = {name for name in made.__annotations__ if name not in vars(made)}
    made.REQUIRED = tuple(name for name in made.FIELDS if name in own or name in made.REQUIRED)
    return cls


class Frozen:
    """The methods of all of them: made of keywords, never changed, equal when all fields are."""

    FIELDS: ClassVar[dict[str, Any]] = {}  # with their types
    REQUIRED: ClassVar[Strings] = ()  # those without a default
    MOST_LISTED: ClassVar[int | None] = None  # how many entries its lists may have
    ABOUT: ClassVar[str] = ""  # in the schema; no docstring, since `python -OO` drops these

    def __init__(self, **values: Any) -> None:
        if unknown := values.keys() - self.FIELDS.keys():
            raise TypeError(f"{type(self).__name__} has no {', '.join(unknown)}")
        if missing := [name for name in self.REQUIRED if name not in values]:
            raise TypeError(f"{type(self).__name__} needs {', '.join(missing)}")
        vars(self).update(values)  # what is absent is the default, an attribute of the class

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise FrozenInstanceError(f"{name} can't be changed")

    def items(self) -> Iterator[tuple[str, Any]]:
        """The fields with their values."""
        return ((name, getattr(self, name)) for name in self.FIELDS)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Frozen)
            and type(self) is type(other)
            and list(self.items()) == list(other.items())
        )

    def __hash__(self) -> int:
        return hash((type(self), *(value for _, value in self.items())))

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={value!r}" for name, value in self.items() if value)
        return f"{type(self).__name__}({said})"


@frozen
class Source(Frozen):
    ABOUT = "Where a fact was read."
    title: str
    author: str = ""
    publisher: str = ""
    date: Date | None = None
    url: Url = Url("")
    note: str = ""

    @property
    def name(self) -> str:
        """The source in a few words, as a footnote names it: publisher or author, and the day."""
        who = self.publisher or self.author or self.title
        return f"{who}, {self.date.words}" if self.date else who


@frozen
class Person(Frozen):
    ABOUT = "What holds for a name everywhere in the film."
    also: Strings = ()


@frozen
class Ids(Frozen):
    ABOUT = "The film's ids elsewhere."
    imdb: ImdbId = ImdbId("")
    tmdb: Count | None = None
    wikidata: WikidataId = WikidataId("")


@frozen
class Dispute(Frozen):
    ABOUT = "What other sources say: in words, or another value of a field."
    says: str = ""
    field: str = ""
    value: Any = None
    sources: Strings = ()


@frozen
class Record(Frozen):
    """One entry of a section. `id` is `section/slug`."""

    KEY: ClassVar[Strings] = ()  # the fields that its id is made of where none is given
    id: str = ""
    sources: Strings = ()
    disputes: tuple[Dispute, ...] = ()
    doubtful: bool = False
    spoiler: bool = False

    # Only some sections have these as fields; every record has them as attributes.
    if TYPE_CHECKING:

        @property
        def date(self) -> Date | None: ...
        @property
        def text(self) -> str: ...

    else:
        date, text = None, ""

    @property
    def line(self) -> str:
        """The record as one sentence or two."""
        return self.text

    @property
    def headline(self) -> str:
        """What the record says without its text, or its text where it is no more than that."""
        line, text = self.line, self.text
        return line.removesuffix(text).rstrip() or line if text else line

    def disputed(self, field: str) -> Iterator[Dispute]:
        """The other values that sources give for a field."""
        return (dispute for dispute in self.disputes if dispute.field == field)

    def is_sure(self, *fields: str) -> bool:
        """Whether it is neither doubtful nor disputed in words, nor in one of these fields."""
        if self.doubtful or not self.disputes:
            return not self.doubtful
        return not any(dispute.field in ("", *fields) for dispute in self.disputes)


@frozen
class Title(Record):
    ABOUT = "What the film is called elsewhere."
    KEY: ClassVar = ("place", "title")
    title: str
    place: str
    text: str = ""

    @property
    def line(self) -> str:
        return append_sentence(
            f"In {with_article(self.place)} the film is called “{self.title}”", self.text
        )


@frozen
class CastMember(Record):
    ABOUT = "Who plays whom."
    KEY: ClassVar = ("performer", "character")
    performer: str
    character: str = ""
    billing: Count | None = None
    cameo: bool = False
    also: Strings = ()
    text: str = ""

    @property
    def line(self) -> str:
        part = f"plays {self.character}" if self.character else "is in the cast"
        return append_sentence(f"{self.performer} {part}", self.text)


@frozen
class CrewMember(Record):
    ABOUT = "Who made what."
    KEY: ClassVar = ("name", "job")
    name: str
    job: str
    department: str = ""
    text: str = ""

    @property
    def line(self) -> str:
        return append_sentence(f"{self.job}: {self.name}", self.text)


@frozen
class Company(Record):
    ABOUT = "Which company did what."
    KEY: ClassVar = ("name", "role")
    name: str
    role: str
    text: str = ""

    @property
    def line(self) -> str:
        return append_sentence(f"{self.role}: {self.name}", self.text)


@frozen
class Beat(Record):
    ABOUT = "A step of the plot."
    text: str


@frozen
class ProductionNote(Record):
    ABOUT = "How something was made."
    topic: Topic
    text: str
    date: Date | None = None


@frozen
class Song(Record):
    ABOUT = "A song or a cue."
    KEY: ClassVar = ("title",)
    title: str
    performers: Strings = ()
    writers: Strings = ()
    length: Length = Length("")
    text: str = ""

    @property
    def line(self) -> str:
        by = f", {join_with_and(self.performers)}" if self.performers else ""
        length = f", {self.length}" if self.length else ""
        return append_sentence(f"“{self.title}”{by}{length}", self.text)


@frozen
class Edition(Record):
    ABOUT = "A version of the film."
    KEY: ClassVar = ("name",)
    name: str
    date: Date | None = None
    minutes: Count | None = None
    text: str = ""

    @property
    def line(self) -> str:
        length = f": {self.minutes} minutes" if self.minutes else ""
        return append_sentence(f"{self.name}{length}", self.text)


@frozen
class Release(Record):
    ABOUT = "When and where an edition came out."
    KEY: ClassVar = ("edition", "kind", "medium", "place")
    kind: ReleaseKind
    place: str = ""
    date: Date | None = None
    edition: str = ""
    medium: str = ""
    by: str = ""
    text: str = ""

    @property
    def how(self) -> str:
        """On what, or at what sort of showing."""
        return self.medium or _HOW_RELEASED[self.kind]

    @property
    def line(self) -> str:
        said = ", ".join(filter(None, (self.how, self.place, self.by and f"by {self.by}")))
        return append_sentence(f"{self.edition or 'The film'}: {said}", self.text)


@frozen
class Certificate(Record):
    ABOUT = "How a board rated the film."
    KEY: ClassVar = ("place", "certificate")
    place: str
    certificate: str
    edition: str = ""
    date: Date | None = None
    text: str = ""

    @property
    def line(self) -> str:
        return append_sentence(f"Rated {self.certificate} in {with_article(self.place)}", self.text)


@frozen
class Figure(Record):
    ABOUT = "Money, or another number."
    KEY: ClassVar = ("name",)
    name: str
    amount: float
    topic: FigureTopic
    currency: str = ""
    unit: str = ""
    place: str = ""
    date: Date | None = None
    text: str = ""

    @property
    def line(self) -> str:
        return append_sentence(f"{self.name}: {self.in_words(self.amount)}", self.text)

    def in_words(self, amount: float) -> str:
        """An amount of this kind as people write it: $26,000,000, 72 days."""
        sign = _SIGNS.get(self.currency, "")
        currency = "" if sign else self.currency
        told = (
            currency,
            f"{'-' if amount < 0 else ''}{sign}{format_number(abs(amount))}",
            self.unit,
        )
        return " ".join(part for part in told if part)


@frozen
class Review(Record):
    ABOUT = "What a critic thought."
    KEY: ClassVar = ("critic", "publication")
    stance: Stance
    critic: str = ""
    publication: str = ""
    date: Date | None = None
    quote: str = ""
    text: str = ""

    @property
    def line(self) -> str:
        who = ", ".join(part for part in (self.critic, self.publication) if part)
        said = [f"“{self.quote}”"] if self.quote else []
        return f"{who} ({self.stance}): " + " ".join([*said, self.text]).strip()


@frozen
class Rating(Record):
    ABOUT = "A score, or what a collection of reviews comes to."
    KEY: ClassVar = ("by",)
    by: str
    score: float | None = None
    out_of: float | None = None
    votes: Count | None = None
    date: Date | None = None
    quote: str = ""
    text: str = ""

    @property
    def line(self) -> str:
        score = "" if self.score is None else f"{self.score:g}"
        score += f" of {self.out_of:g}" if score and self.out_of else ""
        quote = f"“{self.quote}”" if self.quote else ""
        said = " ".join(part for part in (quote, self.text) if part)
        return f"{self.by}: " + ". ".join(part for part in (score, said) if part)


@frozen
class Award(Record):
    ABOUT = "A prize that was won or not."
    KEY: ClassVar = ("award", "category", "people")
    award: str
    category: str
    result: Result
    people: Strings = ()
    date: Date | None = None
    text: str = ""

    @property
    def line(self) -> str:
        who = f": {join_with_and(self.people)}" if self.people else ""
        return append_sentence(f"{self.award}, {self.category}, {self.result}{who}", self.text)


@frozen
class Legacy(Record):
    ABOUT = "What came after."
    text: str
    date: Date | None = None


@frozen
class WrittenQuestion(Record):
    ABOUT = "A question that somebody wrote about records of the film; its sources are theirs."
    MOST_LISTED: ClassVar = 30  # every reply is compared with all of them
    about: tuple[Target, ...]
    ask: str
    answer: str
    accept: Strings = ()
    prompt: Strings = ()
    reject: Strings = ()
    wrong: Strings = ()
    why: str = ""
    difficulty: Difficulty = "medium"

    @property
    def line(self) -> str:
        return f"{self.ask} {self.answer}"


def to_data(value: Any, of_date: Callable[[Date], Any], *, empty_lists: bool = False) -> Any:
    """A value as dicts and lists; what is absent is left out, empty lists too unless asked for."""
    if isinstance(value, Date):  # a tuple, too
        return of_date(value)
    if isinstance(value, tuple):
        return [to_data(part, of_date, empty_lists=empty_lists) for part in value]
    if isinstance(value, dict):
        return {key: to_data(part, of_date, empty_lists=empty_lists) for key, part in value.items()}
    if isinstance(value, Frozen):
        told = {
            key: to_data(part, of_date, empty_lists=empty_lists)
            for key, part in value.items()
            if part is not None and (key == "value" or (part is not False and part != ""))
            if part != () or empty_lists or key == "value"  # a dispute may say that there is none
        }
        return {key: part for key, part in told.items() if part != {}}
    return value
