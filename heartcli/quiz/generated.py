"""Questions made of a film's records: one table says what of which section is asked, and how.

Nothing is made of a record that is doubtful, or disputed in words, nor asked by a value that is
disputed. Where the value that is asked for is disputed, each side's is right. A wrong option is a
value that another record has in the same place, or one out of the film file's pool.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import log
from typing import Any, NamedTuple

from heartcli.dates import Date
from heartcli.film import Film
from heartcli.quiz import judge
from heartcli.quiz.judge import Answer
from heartcli.quiz.people import name as name_of
from heartcli.quiz.question import LONGEST_TYPED, OPTIONS, Form, Question, gives_away, telling_words
from heartcli.records import HOW_RELEASED, Difficulty, Figure, Record, Texts
from heartcli.text import fold, words

_CHOICE: tuple[Form, ...] = ("choice",)
_TYPED: tuple[Form, ...] = ("choice", "typed")
_GUESSED: tuple[Form, ...] = ("choice", "estimate")
_MOST_OFFERED = 16  # more wrong options to choose from make no question better
_JOBS: dict[str, Difficulty] = {
    "director": "easy", "singer": "easy", "music and songs": "easy", "screenplay": "medium",
    "writer": "medium", "story": "medium", "producer": "medium", "cinematography": "medium",
    "editor": "medium", "composer": "medium", "music": "medium", "production design": "medium",
    "costumes": "medium", "choreography": "medium",
}  # fmt: skip
_OUTCOME = {"won": "won it", "nominated": "was nominated"}


class Kind(NamedTuple):
    """What is asked of the records of a section: a field, of those that are alike in others."""

    what: str  # the last part of the question's id
    field: str
    given: Texts
    ask: Callable[[Any], str]  # of a record
    kind: judge.Kind
    forms: tuple[Form, ...] = _TYPED
    difficulty: Callable[[Any], Difficulty] = lambda _: "medium"
    several: Callable[[Any], str] | None = None  # how to ask where several records are right
    needs: Texts | None = None  # the fields that must be there, if not all that are given
    lacks: Texts = ()  # the fields that must not be there


def _quoted(text: str) -> str:
    """In quotation marks, unless it is a name: “Man in the lift”, Ray."""
    return text if all(word[0].isupper() for word in text.split()) else f"“{text}”"


def _billed(member: Any) -> Difficulty:
    billing = member.billing or 99
    return "easy" if billing <= 4 else "medium" if billing <= 8 else "hard"


def _job(member: Any) -> Difficulty:
    return _JOBS.get(fold(member.job), "hard")


def _hard(_: Any) -> Difficulty:
    return "hard"


def _event(release: Any) -> str:
    how = release.medium or HOW_RELEASED[release.kind]
    told = ", ".join(part for part in (release.edition, how, release.place) if part)
    return told[0].upper() + told[1:]


def _place(release: Any) -> str:
    how = release.medium or HOW_RELEASED[release.kind]
    told = (release.edition or "The film", how, release.date.words)
    return f"{', '.join(told)}: where was that?"


def _how_much(figure: Figure) -> str:
    if figure.unit:
        return f"{figure.name}: how many {figure.unit}?"
    currency = {"USD": "US dollars", "": ""}.get(figure.currency, figure.currency)
    return f"{figure.name}: how much{f', in {currency}' if currency else ''}?"


def _score(rating: Any) -> str:
    return f"{rating.by}: what score, out of {rating.out_of:g}?"


def _in_year(record: Any) -> str:
    return f"In which year was that? “{record.text}”"


_RELEASE = ("edition", "kind", "medium", "place")
KINDS: dict[str, tuple[Kind, ...]] = {
    "titles": (
        Kind("title", "title", ("place",), lambda r: f"What is the film called in {r.place}?", "title"),
        Kind("place", "place", ("title",), lambda r: f"Where is the film called “{r.title}”?", "text"),
    ),
    "cast": (
        Kind("performer", "performer", ("character",), lambda r: f"Who plays {_quoted(r.character)}?",
             "person", difficulty=_billed),
        Kind("character", "character", ("performer",), lambda r: f"Whom does {r.performer} play?",
             "text", difficulty=_billed),
        Kind("described", "character", ("text",), lambda r: f"Which character is this? “{r.text}”",
             "text", difficulty=_billed),
    ),
    "crew": (
        Kind("name", "name", ("job",), lambda r: f"Who is credited for “{r.job}”?", "person",
             difficulty=_job, several=lambda r: f"Name somebody who is credited for “{r.job}”."),
        Kind("job", "job", ("name",), lambda r: f"What is {r.name} credited for?", "text", _CHOICE,
             difficulty=_job),
    ),
    "companies": (
        Kind("name", "name", ("role",), lambda r: f"Which company is credited for “{r.role}”?", "text",
             several=lambda r: f"Name a company that is credited for “{r.role}”."),
        Kind("role", "role", ("name",), lambda r: f"What is {r.name} credited for?", "text", _CHOICE),
    ),
    "songs": (
        Kind("performers", "performers", ("title",), lambda r: f"Who performs “{r.title}”?", "person"),
        Kind("length", "length", ("title",), lambda r: f"How long is “{r.title}”, in minutes and seconds?",
             "number", _GUESSED, difficulty=_hard),
    ),
    "editions": (
        Kind("minutes", "minutes", ("name",), lambda r: f"{r.name}: how many minutes does it run?",
             "number", ("choice", "typed", "estimate")),
        Kind("year", "date", ("name",), lambda r: f"{r.name}: from which year is this version?", "date"),
    ),
    "releases": (
        Kind("date", "date", _RELEASE, lambda r: f"{_event(r)}: when was that?", "date",
             difficulty=_hard, needs=("place",)),
        Kind("by", "by", _RELEASE, lambda r: f"{_event(r)}: who brought it out?", "text",
             difficulty=_hard, needs=("place",)),
        Kind("place", "place", ("edition", "kind", "medium", "date"), _place, "text", needs=("date",)),
    ),
    "certificates": (
        Kind("certificate", "certificate", ("place",),
             lambda r: f"Which certificate does the film have in {r.place}?", "text"),
    ),
    "figures": (Kind("amount", "amount", ("name",), _how_much, "number", _GUESSED),),
    "reviews": (
        Kind("critic", "critic", ("quote",), lambda r: f"Who wrote of the film: “{r.quote}”?", "person"),
        Kind("publication", "publication", ("quote",),
             lambda r: f"Where did one read of the film: “{r.quote}”?", "text", lacks=("critic",)),
        Kind("reviewed-for", "publication", ("critic",),
             lambda r: f"For whom did {r.critic} review the film?", "text"),
    ),
    "ratings": (
        Kind("score", "score", ("by",), _score, "number", ("estimate",), needs=("by", "out_of")),
    ),
    "awards": (
        Kind("category", "category", ("award", "result"),
             lambda r: f"{r.award}, {r.result}: in which category?", "text"),
        Kind("people", "people", ("award", "category", "result"),
             lambda r: f"{r.award}, {r.category}: who {_OUTCOME[r.result]}?", "person"),
    ),
    "production": (Kind("year", "date", ("id",), _in_year, "date"),),
    "legacy": (Kind("year", "date", ("id",), _in_year, "date"),),
}  # fmt: skip


class _Whole:
    """What the making of questions needs to know of the whole film."""

    def __init__(self, film: Film) -> None:
        self.film = film
        self._also = {fold(name): person.also for name, person in film.people.items()}
        names = {fold(name): name for name in people(film)}
        families = Counter(name_of(name).family[-1] for name in names.values() if words(name))
        self._shared = {family for family, count in families.items() if count > 1}
        self.dates = [
            (record, record.date)
            for _, record in film.records()
            if getattr(record, "date", None) and _is_sure(record)
        ]

    def answer(self, rights: Sequence[str], kind: judge.Kind) -> Answer:
        """An answer that takes each of several texts, other spellings, and short forms."""
        accept = dict.fromkeys(rights[1:])
        prompt: dict[str, None] = {}
        for text in rights:
            accept |= dict.fromkeys(self._also.get(fold(text), ()))
            if kind == "person" and words(text):
                family = name_of(text).family[-1]
                prompt |= dict.fromkeys([family] if family in self._shared else [])
            elif kind == "text":
                accept |= dict.fromkeys(_short_forms(text))
        accept.pop(rights[0], None)
        return Answer(rights[0], tuple(accept), tuple(prompt), (), kind)


def people(film: Film) -> Iterator[str]:
    """The names of all people in a film's records."""
    yield from (member.performer for member in film.cast)
    yield from (member.name for member in film.crew)
    yield from (name for song in film.songs for name in (*song.performers, *song.writers))
    yield from (review.critic for review in film.reviews if review.critic)
    yield from (name for award in film.awards for name in award.people)
    yield from film.people


def _short_forms(text: str) -> Iterator[str]:
    """What will do for a text: one of two companies, a house without its city."""
    if "/" in text:
        yield from (part.strip() for part in text.split("/") if part.strip())
    before, comma, _ = text.partition(", ")
    if comma and len(before.split()) > 1:
        yield before


def of_records(film: Film) -> Iterator[Question]:
    """All questions that are made of single records, or of records that are asked about alike."""
    whole = _Whole(film)
    for section, kinds in KINDS.items():
        records: tuple[Any, ...] = film.section(section)
        for kind in kinds if records else ():
            groups: dict[str, list[Any]] = {}
            for record in records:
                if all(getattr(record, name) for name in kind.needs or kind.given) and not any(
                    getattr(record, name) for name in kind.lacks
                ):
                    groups.setdefault(_given(record, kind), []).append(record)
            offered = _offered(whole, records, kind)
            for group in groups.values():
                if question := _question(whole, section, group, kind, offered):
                    yield question
    if question := _of_year(whole):
        yield question


def _given(record: Any, kind: Kind) -> str:
    return "|".join(fold(str(getattr(record, name))) for name in kind.given)


def _question(
    whole: _Whole, section: str, group: Sequence[Any], kind: Kind, offered: Sequence[_Offer]
) -> Question | None:
    """The question that asks for a field of records which are alike in what is given."""
    if not all(_is_sure(record, kind.given) for record in group):
        return None
    rights = list(dict.fromkeys(right for record in group for right in _rights(record, kind)))
    if not rights:
        return None
    several = kind.several if len(group) > 1 and len(rights) > 1 else None
    ask = (several or kind.ask)(group[0])
    answer = whole.answer(rights, kind.kind)
    wrong = _wrong(offered, group[0], kind, answer, ask)
    forms = _forms(kind, answer, wrong)
    if not forms or gives_away(ask, answer):
        return None
    ids = tuple(sorted(record.id for record in group))
    cited = [one for record in group for one in (record, *record.disputed(kind.field))]
    return Question(
        id=f"{whole.film.id}/{'+'.join(ids)}/{kind.what}",
        film=whole.film,
        section=section,
        about=ids,
        ask=ask,
        answer=answer,
        wrong=wrong,
        forms=forms,
        sources=tuple(dict.fromkeys(name for one in cited for name in one.sources)),
        why=" ".join(dict.fromkeys(record.line for record in group[:3])),
        difficulty=kind.difficulty(group[0]),
        spoiler=any(record.spoiler for record in group),
    )


def _is_sure(record: Record, given: Texts = ()) -> bool:
    """Whether it may be asked about: not doubtful, nor disputed in words or in what is given."""
    disputed = {dispute.field for dispute in record.disputes}
    return not record.doubtful and "" not in disputed and not disputed.intersection(given)


def _rights(record: Any, kind: Kind) -> Iterator[str]:
    """The texts of the values that a record gives for a field, disputed ones behind its own."""
    for value in (getattr(record, kind.field), *(d.value for d in record.disputed(kind.field))):
        if text := _text(record, kind, value):
            yield text


def _text(record: Any, kind: Kind, value: Any) -> str:
    """A value as an answer has it; "" where it is none, or no exact one."""
    if isinstance(value, Date):
        return _year(value) if kind.what == "year" else value.words if _is_day(value) else ""
    if isinstance(value, tuple):
        return " and ".join([", ".join(value[:-1]), value[-1]] if value[1:] else value)
    if value is None or value == "":
        return ""
    if isinstance(record, Figure):
        return record.in_words(value)
    return f"{value} minutes" if kind.field == "minutes" else str(value)


def _year(date: Date) -> str:
    """The year that a date is surely in, or ""."""
    exact = date.first.year == date.last.year and "~" not in date.text
    return str(date.first.year) if exact else ""


def _is_day(date: Date) -> bool:
    return date.first == date.last


class _Offer(NamedTuple):
    """A value that may be a wrong option, with the record that has it; of the pool, none."""

    text: str
    folded: str
    record: Any
    value: Any


def _offered(whole: _Whole, records: Sequence[Any], kind: Kind) -> list[_Offer]:
    """All values that may stand beside the right one, each once: of like records, of the pool."""
    if kind.kind == "date":
        told = ((record, date) for record, date in whole.dates if not record.spoiler)
    else:
        told = (
            (record, getattr(record, kind.field))
            for record in records
            if not record.spoiler and _is_sure(record)
        )
    found: dict[str, _Offer] = {}
    for record, value in told:
        if (text := _text(record, kind, value)) and text not in found:
            found[text] = _Offer(text, fold(text), record, value)
    for text in whole.film.pool.get(kind.field, ()):
        found.setdefault(text, _Offer(text, fold(text), None, text))
    return list(found.values())


def _wrong(offered: Sequence[_Offer], record: Any, kind: Kind, answer: Answer, ask: str) -> Texts:
    """The likeliest wrong options: near in number or time, of one department, of the pool."""
    asked = telling_words(ask)
    right = {fold(text) for text in (answer.text, *answer.accept)}
    found: list[str] = []
    for offer in _likeliest_first(offered, record, kind):
        if offer.folded not in right and not telling_words(offer.text) <= asked:
            found.append(offer.text)
            if len(found) == _MOST_OFFERED:
                break
    return tuple(found)


def _likeliest_first(offered: Sequence[_Offer], record: Any, kind: Kind) -> Sequence[_Offer]:
    value = getattr(record, kind.field)
    if isinstance(value, Date):
        return sorted(offered, key=lambda offer: abs((offer.value.first - value.first).days))
    if kind.kind == "number":
        unit, size = _unit(record), _size(value)
        like = [o for o in offered if o.record and _unit(o.record) == unit and _size(o.value) > 0]
        return sorted(like, key=lambda o: abs(log(_size(o.value) / size))) if size > 0 else like
    if department := getattr(record, "department", ""):
        ranks = {department: 0, None: 1}
        return sorted(
            offered, key=lambda o: ranks.get(o.record and getattr(o.record, "department", ""), 2)
        )
    return offered


def _unit(record: Any) -> tuple[str, str]:
    return getattr(record, "currency", ""), getattr(record, "unit", "")


def _size(value: Any) -> float:
    """A number as it is, a length in seconds."""
    if not isinstance(value, str):
        return float(value)
    minutes, _, seconds = value.partition(":")
    return 60 * float(minutes) + float(seconds)


def _forms(kind: Kind, answer: Answer, wrong: Texts) -> tuple[Form, ...]:
    """The forms in which a question can be played."""
    shortest = min(len(text.split()) for text in (answer.text, *answer.accept))
    fit = {
        "choice": len(wrong) >= OPTIONS - 1,
        "typed": shortest <= LONGEST_TYPED,
        "estimate": any(figure in answer.text for figure in "123456789"),
    }
    return tuple(form for form in kind.forms if fit[form])


def _of_year(whole: _Whole) -> Question | None:
    """In which year the film came out; every year that a source gives is right."""
    film = whole.film
    if any(dispute.says for dispute in film.disputes):
        return None
    years = [film.year, *(d.value for d in film.disputes if d.field == "year")]
    kind = Kind("year", "date", (), lambda _: "In which year did the film come out?", "date")
    answer = whole.answer(list(dict.fromkeys(map(str, years))), "date")
    others = [o.text for o in _offered(whole, (), kind) if o.text not in (*answer.accept, answer.text)]
    wrong = tuple(sorted(others, key=lambda text: abs(int(text) - film.year))[:_MOST_OFFERED])
    cited = film.cited.get("year", ()) + tuple(n for d in film.disputes for n in d.sources)
    return Question(
        id=f"{film.id}/film/year", film=film, section="film", about=("film",), ask=kind.ask(film),
        answer=answer, wrong=wrong, forms=_forms(kind, answer, wrong),
        sources=tuple(dict.fromkeys(cited)), why=f"{film.title} is of {film.year}.", difficulty="easy",
    )  # fmt: skip
