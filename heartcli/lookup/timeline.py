"""Lists the records of a film that have a date, each as a sentence."""

from collections.abc import Iterator
from typing import ClassVar

from heartcli.lookup import sections
from heartcli.model.dates import vague_first
from heartcli.model.film import Film
from heartcli.model.frozen import Frozen, JsonObject, frozen
from heartcli.model.records import Record, Strings


@frozen
class RecordList(Frozen):
    """Records of any section, each shown as a sentence."""

    command: ClassVar[str] = "timeline"
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
            "timeline": entries,
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
    shown.sort(key=lambda entry: vague_first(sections.plain_text(entry[1].date)))
    hidden = len(dated) - len(shown)
    return RecordList(film=film, records=shown, hidden=hidden)
