"""Picks one fact about a film: a random one, or the record with an id."""

from collections.abc import Iterator
from random import Random

from heartcli.errors import HeartError
from heartcli.library.messages import film_title
from heartcli.lookup import sections
from heartcli.model.film import Film
from heartcli.model.frozen import Frozen, JsonObject, frozen
from heartcli.model.records import Record, Strings
from heartcli.text.display import most_similar, quote, shorten

# Fields that make a record interesting even if it has no text.
_TELLING_FIELDS = {
    "titles": "title", "cast": "character", "songs": "title", "figures": "amount",
    "reviews": "quote", "ratings": "score", "awards": "award",
}  # fmt: skip
_MAX_CLOSEST = 3  # ids suggested for an unknown id


@frozen
class FactResult(Frozen):
    """A record of a film, shown as a sentence."""

    film: Film
    section: str
    record: Record

    def data(self) -> JsonObject:
        sources = sections.cited_sources([self.record])
        fact = sections.sentence_data(self.section, self.record)
        return {"film": self.film.header(), "fact": fact, **self.film.sources_data(sources)}

    def rows(self) -> Iterator[Strings]:
        record, film = self.record, self.film
        date, notes = sections.plain_text(record.date), sections.record_notes(record)
        about = (film.id, film.title, str(film.year))
        yield record.id, date, record.sentence, notes, ",".join(record.sources), *about


def random_fact(film: Film, rng: Random, *, spoilers: bool) -> FactResult:
    """Picks a record that isn't doubtful or a bare credit.

    Raises HeartError if there is none.
    """
    facts = [
        (section, record)
        for section, record in film.records()
        if _is_worth_telling(section, record) and (spoilers or not record.spoiler)
    ]
    if not facts:
        raise HeartError(
            f"nothing worth telling about {film_title(film.title, film.year)}:"
            " no texts, characters, figures, scores, awards or disputes"
        )
    section, record = facts[int(rng.random() * len(facts))]
    return FactResult(film=film, section=section, record=record)


def find_fact(film: Film, record_id: str, *, spoilers: bool) -> FactResult:
    """Returns the record with an id. Raises HeartError if there is none, or it's a spoiler."""
    for section, record in film.records():
        if record.id == record_id:
            if record.spoiler and not spoilers:
                raise HeartError(f"{record_id} is a spoiler. Use --spoilers to see it")
            return FactResult(film=film, section=section, record=record)
    section, _, _ = record_id.partition("/")
    if section == "film":  # as in heart film --plain
        example = next((f", such as {record.id}" for _, record in film.records()), "")
        raise HeartError(f"{shorten(record_id)} is not a record. Use a record's id{example}")
    closest = most_similar(record_id, [record.id for record in film.section(section)], _MAX_CLOSEST)
    hint = f". Closest: {', '.join(closest)}" if closest else ""
    name = film_title(film.title, film.year)
    raise HeartError(f"no record {quote(record_id)} in {name}{hint}")


def _is_worth_telling(section: str, record: Record) -> bool:
    """Whether a record has a text, a dispute, or an interesting field for its section.

    A bare credit, certificate or date isn't enough.
    """
    value = getattr(record, _TELLING_FIELDS.get(section, "text"))
    return not record.doubtful and (bool(record.text or record.disputes) or value not in ("", None))
