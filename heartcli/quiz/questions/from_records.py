"""Questions made of a film's records, as the table in asking.py says.

Nothing is made of a record that is doubtful, or disputed in words, nor asked by a value that is
disputed. Where the value that is asked for is disputed, each side's is right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from heartcli.model.film import Film
from heartcli.model.records import Strings
from heartcli.quiz.judging import Answer, AnswerKind
from heartcli.quiz.judging.names import SUFFIXES, parse_name
from heartcli.quiz.judging.word_lists import word_list
from heartcli.quiz.questions.distractors import Distractors
from heartcli.quiz.questions.question import OPTION_COUNT, Form, Question, can_be_typed, gives_away
from heartcli.quiz.questions.templates import TEMPLATES, YEAR_TEMPLATE, QuestionTemplate
from heartcli.text.folding import fold, fold_words


class _Whole:
    """What the making of questions needs to know of the whole film."""

    def __init__(self, film: Film) -> None:
        self.film = film
        self._also = {fold(name): person.also for name, person in film.people.items()}
        names = {fold(name): name for name in names_in_film(film)}
        families = Counter(filter(None, map(_family, names.values())))
        self._shared = {family for family, count in families.items() if count > 1}
        self._in_names = Counter(
            w for member in film.cast for w in set(fold_words(member.character))
        )
        self._dates: dict[bool, Strings] = {}

    def dates(self, kind: QuestionTemplate) -> Strings:
        """The years, or the days, of all that has a date."""
        by_year = kind.what == "year"
        if by_year not in self._dates:
            dated: Iterator[Any] = (record for _, record in self.film.records())
            told = (
                kind.text(record, record.date)
                for record in dated
                if record.date and not record.spoiler and record.is_undisputed()
            )
            self._dates[by_year] = tuple(dict.fromkeys(filter(None, told)))
        return self._dates[by_year]

    def answer(self, rights: Sequence[str], kind: AnswerKind, also: Sequence[str] = ()) -> Answer:
        """An answer that takes each of several texts, other spellings, and short forms."""
        accept = [*rights[1:], *also]
        prompt: list[str] = []
        for text in rights:
            accept += self._also.get(fold(text), ())
            if kind == "person" and (family := _family(text)) in self._shared:
                prompt.append(family)
            elif kind == "text":
                accept += _short_forms(text)
                prompt += _vague_forms(text)
            elif kind == "title" and text != self.film.title:
                prompt.append(self.film.title)  # what is it called there?
        taken = dict.fromkeys([text for text in accept if text != rights[0]])
        return Answer(rights[0], tuple(taken), tuple(dict.fromkeys(prompt)), (), kind)

    def answer_of(
        self, group: Sequence[Any], kind: QuestionTemplate, rights: Sequence[str]
    ) -> Answer:
        """The answer to a question about records that are alike."""
        also = [name for record in group for name in record.also] if kind.named_also else []
        answer = self.answer(rights, kind.kind, also)
        if kind.field != "character":
            return answer
        will_do, several = self.called(rights[0])
        return answer._replace(
            accept=(*answer.accept, *will_do), too_vague=(*answer.too_vague, *several)
        )

    def called(self, character: str) -> tuple[Strings, Strings]:
        """The words of a character's name that will do, and those that several have: Jane."""
        parts = character.split()
        if len(parts) < 2 or not all(part[0].isupper() for part in parts):
            return (), ()
        no_name = word_list("stopwords", "honorifics")
        names = [part for part in parts if len(part) > 2 and fold(part).strip(".") not in no_name]
        alone = tuple(part for part in names if self._count(part) == 1)
        return alone, tuple(part for part in names if part not in alone)

    def _count(self, part: str) -> int:
        return max((self._in_names[word] for word in fold_words(part)), default=0)


def names_in_film(film: Film) -> Iterator[str]:
    """The names of all people in a film's records."""
    yield from (member.performer for member in film.cast)
    yield from (member.name for member in film.crew)
    yield from (name for song in film.songs for name in (*song.performers, *song.writers))
    yield from (review.critic for review in film.reviews if review.critic)
    yield from (name for award in film.awards for name in award.people)
    yield from film.people


def _family(text: str) -> str:
    """The family name, folded: "James Dean (II)" → "dean"."""
    text = text.partition(" (")[0]
    found = fold_words(text)
    if not found:
        return ""
    usual = (
        "-" not in text and found[0] not in word_list("family_first") and found[-1] not in SUFFIXES
    )
    return (found if usual else parse_name(text).family or found)[-1]


def _short_forms(text: str) -> Iterator[str]:
    """What will do for a text: one of two companies, a house without its city."""
    if "/" in text:
        yield from (part.strip() for part in text.split("/") if part.strip())
    before, comma, _ = text.partition(", ")
    if comma and len(before.split()) > 1:
        yield before
    letters, _, figures = text.partition(" ")
    if letters.isalpha() and letters.isupper() and figures.isdecimal():  # FSK 12
        yield figures


def _vague_forms(text: str) -> Iterator[str]:
    """What is not enough: of a house in a city the city."""
    before, _, behind = text.partition(", ")
    if behind and len(before.split()) > 1:
        yield behind


def record_questions(film: Film) -> Iterator[Question]:
    """All questions that are made of single records, or of records that are asked about alike."""
    whole = _Whole(film)
    for section, kinds in TEMPLATES.items():
        records: tuple[Any, ...] = film.section(section)
        for kind in kinds if records else ():
            groups = _groups(records, kind)
            asked_of = [record for group in groups for record in group]
            pool = film.pool.get(kind.field, ()) if kind.pooled else ()
            chosen = "choice" in kind.forms and kind.kind != "date"
            wrong = Distractors(asked_of, kind, pool) if chosen else None
            for group in groups:
                if question := _question(whole, section, group, kind, wrong):
                    yield question
    if question := _of_year(whole):
        yield question


def _groups(records: Sequence[Any], kind: QuestionTemplate) -> list[list[Any]]:
    """Records that have what is asked for, those together that are alike in what is given.

    Where one alike lacks it nothing can be asked: it may be another than those that are known.
    """
    groups: dict[tuple[str, ...], list[Any]] = {}
    unknown = set()
    for record in records:
        if kind.fits(record):
            if kind.is_in(record):
                groups.setdefault(_given(record, kind), []).append(record)
            elif kind.given != ("id",):  # which no two have
                unknown.add(_given(record, kind))
    return [group for given, group in groups.items() if given not in unknown]


def _given(record: Any, kind: QuestionTemplate) -> tuple[str, ...]:
    return tuple([fold(str(getattr(record, field))) for field in kind.given])


def _question(
    whole: _Whole,
    section: str,
    group: Sequence[Any],
    kind: QuestionTemplate,
    wrong: Distractors | None,
) -> Question | None:
    """The question that asks for a field of records which are alike in what is given."""
    rights = list(dict.fromkeys([right for record in group for right in _rights(record, kind)]))
    if not rights or not all(record.is_undisputed(*kind.given) for record in group):
        return None
    ask = kind.in_words(group[0], several=len(group) > 1 and len(rights) > 1)
    answer = whole.answer_of(group, kind, rights)
    offered = whole.dates(kind) if kind.kind == "date" else ()
    if wrong:
        answer, offered = _without_the_arguable(answer, wrong, group, rights, kind)
    forms = _forms(kind, answer, offered) if ask else ()
    if not forms or gives_away(ask, answer):
        return None
    ids = tuple(sorted(record.id for record in group))
    cited = [one for record in group for one in (record, *record.disputes_of(kind.field))]
    told = [_told(record, kind) for record in group]
    return Question(
        id=f"{whole.film.id}/{'+'.join(ids)}/{kind.what}",
        film=whole.film,
        section=section,
        about=ids,
        ask=ask,
        answer=answer,
        distractor_pool=offered,
        forms=forms,
        sources=tuple(dict.fromkeys([name for one in cited for name in one.sources])),
        why=" ".join(dict.fromkeys(told)),
        difficulty=kind.difficulty_of(group[0]),
        spoiler=any(record.spoiler for record in group),
    )


def _without_the_arguable(
    answer: Answer,
    wrong: Distractors,
    group: Sequence[Any],
    rights: Sequence[str],
    kind: QuestionTemplate,
) -> tuple[Answer, Strings]:
    """What is offered beside an answer, which asks back where one could argue for a reply."""
    offered = wrong.beside(group[0], rights[0])
    if arguable := [text for text in wrong.arguable(group, rights) if text not in rights]:
        answer = answer._replace(too_vague=(*answer.too_vague, *arguable))
    if kind.kind == "text":
        like = [text for text in wrong.like(rights[0]) if text not in (*rights, *arguable)]
        if like:
            accept = tuple([text for text in answer.accept if text not in like])
            answer = answer._replace(accept=accept, reject=tuple(like))
    return answer, offered


def _told(record: Any, kind: QuestionTemplate) -> str:
    return f"{record.date.words}: {record.sentence}" if kind.field == "date" else record.sentence


def _rights(record: Any, kind: QuestionTemplate) -> Iterator[str]:
    """The texts of the values that a record gives for a field, disputed ones behind its own."""
    for value in (getattr(record, kind.field), *(d.value for d in record.disputes_of(kind.field))):
        if text := kind.text(record, value):
            yield text


def _forms(kind: QuestionTemplate, answer: Answer, offered: Strings) -> tuple[Form, ...]:
    """The forms in which a question can be played."""
    forms: list[Form] = []
    for form in kind.forms:
        if form == "choice":
            needed = OPTION_COUNT - 1
            fits = len(offered) > needed or (len(offered) == needed and answer.text not in offered)
        elif form == "typed":
            fits = can_be_typed(answer)
        else:
            fits = bool(answer.text.strip("$€£¥0. "))  # of nothing there are no percents
        forms += [form] if fits else []
    return tuple(forms)


def _of_year(whole: _Whole) -> Question | None:
    """In which year the film came out; every year that a source gives is right."""
    film = whole.film
    if any(dispute.says for dispute in film.disputes):
        return None
    years = [film.year, *(d.value for d in film.disputes if d.field == "year")]
    kind = YEAR_TEMPLATE
    texts = list(dict.fromkeys(map(str, years)))
    answer = whole.answer(texts, "date")
    offered = whole.dates(kind)
    cited = film.cited.get("year", ()) + tuple(n for d in film.disputes for n in d.sources)
    return Question(
        id=f"{film.id}/film/{kind.what}",
        film=film,
        section="film",
        about=("film",),
        ask=kind.in_words(film, several=False),
        answer=answer,
        distractor_pool=offered,
        forms=_forms(kind, answer, offered),
        sources=tuple(dict.fromkeys(cited)),
        why=f"{film.title} is of {' or '.join(texts)}.",
        difficulty=kind.difficulty_of(film),
    )
