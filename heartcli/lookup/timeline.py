"""Lists records as sentences: the timeline and a random fact."""

from collections.abc import Iterator
from random import Random

from heartcli.errors import HeartError
from heartcli.lookup import sections
from heartcli.model.film import Film
from heartcli.model.frozen import Frozen, JsonObject, frozen
from heartcli.model.records import Record, Strings


@frozen
class RecordList(Frozen):
    """Records of any section, each shown as a sentence."""

    command: str
    film: Film
    records: list[tuple[str, Record]]  # each after its section's name
    hidden: int = 0  # number of spoilers left out

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show, not even spoilers."""
        return not self.records and not self.hidden

    def data(self) -> JsonObject:
        entries = [sections.sentence_data(section, record) for section, record in self.records]
        cited = sections.cited_sources(record for _, record in self.records)
        return {
            "film": self.film.header(),
            self.command: entries[0] if self.command == "fact" else entries,
            **sections.hidden_data(self.hidden),
            **self.film.sources_data(cited),
        }

    def rows(self) -> Iterator[Strings]:
        for _, record in self.records:
            date, notes = sections.plain_text(record.date), sections.record_notes(record)
            yield record.id, date, record.sentence, notes, ",".join(record.sources)


def timeline(film: Film, *, spoilers: bool) -> RecordList:
    """Lists the records that have a date, earliest first."""
    dated = [(section, record) for section, record in film.records() if record.date]
    shown = [(section, record) for section, record in dated if spoilers or not record.spoiler]
    shown.sort(key=lambda entry: sections.plain_text(entry[1].date).replace("~", ""))
    hidden = len(dated) - len(shown)
    return RecordList(command="timeline", film=film, records=shown, hidden=hidden)


def random_fact(film: Film, rng: Random) -> RecordList:
    """Picks a record that is neither doubtful nor a spoiler. Raises HeartError if there is none."""
    facts = [
        (section, record)
        for section, record in film.records()
        if not (record.doubtful or record.spoiler)
    ]
    # Records without text make dull facts.
    facts = [(section, record) for section, record in facts if record.text] or facts
    if not facts:
        raise HeartError(f"no facts about {film.title}")
    fact = facts[int(rng.random() * len(facts))]
    return RecordList(command="fact", film=film, records=[fact])
