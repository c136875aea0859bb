"""Answers to generated questions: alternative spellings, short forms and vague replies."""

from collections import Counter
from collections.abc import Iterator, Sequence

from heartcli.model.film import Film
from heartcli.model.records import CastMember, Record
from heartcli.quiz.judging import Answer, AnswerKind
from heartcli.quiz.judging.names import SUFFIXES, parse_name
from heartcli.quiz.judging.word_lists import word_list
from heartcli.quiz.questions.templates import QuestionTemplate
from heartcli.text.folding import fold, fold_words


class AnswerBuilder:
    """Builds the answers to questions about one film."""

    def __init__(self, film: Film) -> None:
        self._film_title = film.title
        self._other_names = {fold(name): person.also for name, person in film.people.items()}
        names = {fold(name): name for name in names_in_film(film)}
        family_counts = Counter(filter(None, map(_family_name, names.values())))
        self._shared_families = {family for family, count in family_counts.items() if count > 1}
        self._characters_with_word = Counter(
            word for member in film.cast for word in set(fold_words(member.character))
        )

    def build(self, texts: Sequence[str], kind: AnswerKind, also: Sequence[str] = ()) -> Answer:
        """Returns an answer that accepts any of these texts, their variants and short forms."""
        right, *more = texts
        accept = [*more, *also]
        too_vague: list[str] = []
        for text in texts:
            accept += self._other_names.get(fold(text), ())
            if kind == "person" and (family := _family_name(text)) in self._shared_families:
                too_vague.append(family)
            elif kind == "text":
                accept += _short_forms(text)
                house, _, city = text.partition(", ")
                too_vague += [city] if city and len(house.split()) > 1 else []
            elif kind == "title" and text != self._film_title:
                too_vague.append(self._film_title)  # the question asks for a foreign title
        accept = [text for text in dict.fromkeys(accept) if text != right]
        return Answer(right, tuple(accept), tuple(dict.fromkeys(too_vague)), kind=kind)

    def build_for_records(
        self, records: Sequence[Record], template: QuestionTemplate, right_texts: Sequence[str]
    ) -> Answer:
        """Returns the answer to a template's question about these records."""
        if template.field != "character":
            return self.build(right_texts, template.answer_kind)
        also = [name for r in records if isinstance(r, CastMember) for name in r.also]
        answer = self.build(right_texts, template.answer_kind, also)
        unique, shared = self._parts_of_character(right_texts[0])
        accept, too_vague = (*answer.accept, *unique), (*answer.too_vague, *shared)
        return answer._replace(accept=accept, too_vague=too_vague)

    def _parts_of_character(self, character: str) -> tuple[list[str], list[str]]:
        """Returns the name parts that only this character has, and those that others share."""
        parts = character.split()
        if len(parts) < 2 or not all(part[0].isupper() for part in parts):
            return [], []
        ignored = word_list("stopwords", "honorifics")
        names = [part for part in parts if len(part) > 2 and fold(part).strip(".") not in ignored]
        counts = self._characters_with_word
        unique = [p for p in names if max((counts[w] for w in fold_words(p)), default=0) == 1]
        return unique, [part for part in names if part not in unique]


def names_in_film(film: Film) -> Iterator[str]:
    """Yields the name of everyone in a film's records."""
    yield from (member.performer for member in film.cast)
    yield from (member.name for member in film.crew)
    yield from (name for song in film.songs for name in (*song.performers, *song.writers))
    yield from (review.critic for review in film.reviews if review.critic)
    yield from (name for award in film.awards for name in award.people)
    yield from film.people


def _family_name(text: str) -> str:
    """Returns the last word of the family name, folded: "James Dean (II)" → "dean"."""
    text = text.partition(" (")[0]
    words = fold_words(text)
    if not words:
        return ""
    if "-" in text or words[0] in word_list("family_first") or words[-1] in SUFFIXES:
        return (parse_name(text).family or words)[-1]
    return words[-1]


def _short_forms(text: str) -> Iterator[str]:
    """Yields short forms: "A/B" → "A", "B"; "Music Hall, Rome" → "Music Hall"; "FSK 12" → "12"."""
    if "/" in text:
        yield from (part.strip() for part in text.split("/") if part.strip())
    house, comma, _ = text.partition(", ")
    if comma and len(house.split()) > 1:
        yield house
    letters, _, digits = text.partition(" ")
    if letters.isalpha() and letters.isupper() and digits.isdecimal():
        yield digits
