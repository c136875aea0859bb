"""Questions made of a film's records, as the table in asking.py says.

Nothing is made of a record that is doubtful, or disputed in words, nor asked by a value that is
disputed. Where the value that is asked for is disputed, each side's is right. A wrong option is a
value that another record has in the same place, or one out of the film file's pool.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from heartcli.dates import Date
from heartcli.film import Film
from heartcli.quiz import judge
from heartcli.quiz.asking import KINDS, OF_THE_FILM, Kind
from heartcli.quiz.judge import Answer
from heartcli.quiz.question import LONGEST_TYPED, OPTIONS, Form, Question, gives_away
from heartcli.records import Figure, Record, Texts
from heartcli.text import fold, words

_ENOUGH = 6  # values that are alike, where there are more no others are offered as wrong


class _Whole:
    """What the making of questions needs to know of the whole film."""

    def __init__(self, film: Film) -> None:
        self.film = film
        self._also = {fold(name): person.also for name, person in film.people.items()}
        names = {fold(name): name for name in people(film)}
        families = Counter(filter(None, map(_family, names.values())))
        self._shared = {family for family, count in families.items() if count > 1}
        self._dates: dict[bool, Texts] = {}

    def dates(self, kind: Kind) -> Texts:
        """The years, or the days, of all that has a date."""
        by_year = kind.what == "year"
        if by_year not in self._dates:
            dated: Iterator[Any] = (record for _, record in self.film.records())
            told = (
                _text(record, kind, record.date)
                for record in dated
                if getattr(record, "date", None) and not record.spoiler and _is_sure(record)
            )
            self._dates[by_year] = tuple(dict.fromkeys(filter(None, told)))
        return self._dates[by_year]

    def answer(self, rights: Sequence[str], kind: judge.Kind) -> Answer:
        """An answer that takes each of several texts, other spellings, and short forms."""
        accept = dict.fromkeys(rights[1:])
        prompt: dict[str, None] = {}
        for text in rights:
            accept |= dict.fromkeys(self._also.get(fold(text), ()))
            if kind == "person" and (family := _family(text)) in self._shared:
                prompt[family] = None
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


def _family(name: str) -> str:
    """The last word of a name, folded: "James Dean (II)" → "dean"."""
    found = words(name.partition(" (")[0])
    return found[-1] if found else ""


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
                if kind.fits(record):
                    groups.setdefault(_given(record, kind), []).append(record)
            offered = _offered(whole, records, kind)
            for group in groups.values():
                own = offered[_group(group[0], kind)]
                if question := _question(whole, section, group, kind, own):
                    yield question
    if question := _of_year(whole):
        yield question


def _given(record: Any, kind: Kind) -> str:
    return "|".join(fold(str(getattr(record, name))) for name in kind.given)


def _question(
    whole: _Whole, section: str, group: Sequence[Any], kind: Kind, offered: Texts
) -> Question | None:
    """The question that asks for a field of records which are alike in what is given."""
    if not all(_is_sure(record, kind.given) for record in group):
        return None
    rights = list(dict.fromkeys(right for record in group for right in _rights(record, kind)))
    if not rights:
        return None
    ask = kind.in_words(group[0], several=len(group) > 1 and len(rights) > 1)
    answer = whole.answer(rights, kind.kind)
    forms = _forms(kind, answer, offered)
    if not ask or not forms or gives_away(ask, answer):
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
        offered=offered,
        forms=forms,
        sources=tuple(dict.fromkeys(name for one in cited for name in one.sources)),
        why=" ".join(dict.fromkeys(record.line for record in group[:3])),
        difficulty=kind.difficulty_of(group[0]),
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


def _offered(whole: _Whole, records: Sequence[Any], kind: Kind) -> dict[str, Texts]:
    """Values among which wrong options are found, the likeliest first, for each group of records.

    They are those of like records (of the same department first, of the same unit only) and of the
    pool; for dates, those of all records.
    """
    if kind.kind == "date":
        return {"": whole.dates(kind)}
    groups: dict[str, str | None] = {}
    for record in records:
        sure = not record.spoiler and _is_sure(record)
        if sure and (text := _text(record, kind, getattr(record, kind.field))):
            groups.setdefault(text, _group(record, kind))
    for text in whole.film.pool.get(kind.field, ()) if kind.pooled else ():
        groups.setdefault(text, None)
    found: dict[str, Texts] = {}
    for group in {_group(record, kind): None for record in records}:
        own = [text for text, its in groups.items() if its == group]
        pool = [text for text, its in groups.items() if its is None]
        others = [text for text, its in groups.items() if its not in (None, group)]
        alike = own if kind.kind == "number" else [*own, *pool]
        enough = kind.kind == "number" or len(alike) > _ENOUGH
        found[group] = tuple(alike if enough else [*alike, *others])
    return found


def _group(record: Any, kind: Kind) -> str:
    """Within which values are alike: a unit, a department, a kind of release."""
    if kind.kind == "date":
        return ""
    if kind.kind == "number":
        return f"{getattr(record, 'currency', '')} {getattr(record, 'unit', '')}"
    return str(getattr(record, "department", getattr(record, "kind", "")))


def _forms(kind: Kind, answer: Answer, offered: Texts) -> tuple[Form, ...]:
    """The forms in which a question can be played."""

    def fits(form: Form) -> bool:
        if form == "choice":
            return len(offered) - (answer.text in offered) >= OPTIONS - 1
        if form == "typed":
            return min(text.count(" ") for text in (answer.text, *answer.accept)) < LONGEST_TYPED
        return bool(answer.text.strip("$0 "))  # of nothing there are no percents

    return tuple(filter(fits, kind.forms))


def _of_year(whole: _Whole) -> Question | None:
    """In which year the film came out; every year that a source gives is right."""
    film = whole.film
    if any(dispute.says for dispute in film.disputes):
        return None
    years = [film.year, *(d.value for d in film.disputes if d.field == "year")]
    kind = OF_THE_FILM
    answer = whole.answer(list(dict.fromkeys(map(str, years))), "date")
    offered = whole.dates(kind)
    cited = film.cited.get("year", ()) + tuple(n for d in film.disputes for n in d.sources)
    return Question(
        id=f"{film.id}/film/{kind.what}",
        film=film,
        section="film",
        about=("film",),
        ask=kind.in_words(film, several=False),
        answer=answer,
        offered=offered,
        forms=_forms(kind, answer, offered),
        sources=tuple(dict.fromkeys(cited)),
        why=f"{film.title} is of {film.year}.",
        difficulty=kind.difficulty_of(film),
    )
