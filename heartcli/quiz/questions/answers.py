"""Answers to generated questions: alternative spellings, short forms and vague replies."""

from collections import Counter
from collections.abc import Iterator, Sequence

from heartcli.model.film import Film
from heartcli.model.records import Strings
from heartcli.quiz.judging import Answer, AnswerKind
from heartcli.quiz.judging.names import SUFFIXES, parse_name
from heartcli.quiz.judging.word_lists import word_list
from heartcli.text.folding import fold, fold_words


class AnswerBuilder:
    """Builds the answers to questions about one film."""

    def __init__(self, film: Film) -> None:
        self._other_names = {fold(name): person.also for name, person in film.people.items()}
        names = {fold(name): name for name in names_in_film(film)}
        family_counts = Counter(filter(None, map(_family_name, names.values())))
        self._shared_families = {family for family, count in family_counts.items() if count > 1}

    def build(
        self, texts: Sequence[str], kind: AnswerKind, also: Strings = (), vague: Strings = ()
    ) -> Answer:
        """Returns an answer that accepts any of these texts, their variants and short forms."""
        right, *more = texts
        accept = [*more, *also]
        too_vague = list(vague)
        for text in texts:
            accept += self._other_names.get(fold(text), ())
            if kind == "person" and (family := _family_name(text)) in self._shared_families:
                too_vague.append(family)
            elif "/" in text:  # Michael/Dorothy
                accept += [part.strip() for part in text.split("/") if part.strip()]
        accept = [text for text in dict.fromkeys(accept) if text != right]
        return Answer(right, tuple(accept), tuple(dict.fromkeys(too_vague)), kind=kind)


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
