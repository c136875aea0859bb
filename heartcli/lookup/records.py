"""Converts records to the JSON and plain text of look-ups."""

from collections.abc import Iterable, Iterator

from heartcli.model.dates import Date
from heartcli.model.frozen import JsonObject, to_data
from heartcli.model.records import Dispute, FieldValue, Record, Strings


def record_data(record: Record) -> JsonObject:
    """A record as JSON: the keys of the film file, with its full id and with empty lists."""
    return dict(to_data(record, empty_lists=True))


def sentence_data(section: str, record: Record) -> JsonObject:
    """A record as JSON in a timeline or a search: its sentence instead of its fields."""
    date = {"date": record.date.text} if record.date else {}
    flags = dict.fromkeys(_flags(record), True)
    data = {"section": section, "id": record.id, "text": record.sentence, **flags}
    disputes = record_data(record)["disputes"]
    return {**date, **data, "sources": list(record.sources), "disputes": disputes}


def hidden_data(count: int) -> dict[str, int]:
    """The key `hidden` of a JSON document, if any spoilers are hidden."""
    return {"hidden": count} if count else {}


def plain_text(value: FieldValue) -> str:
    """The value of a field as plain text."""
    if value is None:
        return ""
    if isinstance(value, str | float | int):
        return str(value)
    return value.text if isinstance(value, Date) else ", ".join(value)


def record_notes(record: Record) -> str:
    """The flags and disputes of a record as plain text."""
    return "; ".join([*_flags(record), *_dispute_notes(record.disputes)])


def dispute_notes(disputes: Iterable[Dispute]) -> str:
    """Disputes as plain text, each with its sources."""
    return "; ".join(_dispute_notes(disputes))


def _dispute_notes(disputes: Iterable[Dispute]) -> Iterator[str]:
    for dispute in disputes:
        yield f"disputed: {dispute_text(dispute)} ({','.join(dispute.sources)})"


def dispute_text(dispute: Dispute) -> str:
    """A dispute as a phrase, such as "minutes: 101", or as its sentence."""
    if not dispute.field:
        return dispute.says
    value = dispute.value
    return f"{dispute.field}: {value.words if isinstance(value, Date) else plain_text(value)}"


def cited_sources(records: Iterable[Record], head: Iterable[Strings] = ()) -> list[str]:
    """The ids of the sources that the head and the records cite, in the order of citing."""
    ids: dict[str, None] = {}
    for sources in head:
        ids |= dict.fromkeys(sources)
    for record in records:
        for cited in (record.sources, *(dispute.sources for dispute in record.disputes)):
            ids |= dict.fromkeys(cited)
    return list(ids)


def _flags(record: Record) -> list[str]:
    return [name for name in ("doubtful", "spoiler") if getattr(record, name)]
