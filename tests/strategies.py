"""Hypothesis strategies for films: values for every field of the record classes."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from heartcli.filmfile.reader import pool_fields
from heartcli.model.dates import Date
from heartcli.model.field_types import FieldSpec, field_specs, field_type, required_fields
from heartcli.model.film import HEAD_FIELDS, Film, default_id, derived_id
from heartcli.model.frozen import Frozen
from heartcli.model.records import (
    Count,
    Dispute,
    ImdbId,
    Length,
    Person,
    Rating,
    Record,
    Slug,
    Source,
    Target,
    Url,
    WikidataId,
    WrittenQuestion,
    Year,
)
from heartcli.model.sections import SECTIONS
from heartcli.text.folding import fold

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(
    lambda text: bool(text.strip())
)
slugs = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,2}", fullmatch=True)
dates = st.one_of(
    st.dates().filter(lambda day: day.year >= 1000).map(Date.from_value),
    st.integers(1000, 9999).map(Date.from_value),
    st.sampled_from(["1982-02", "1982~", "1980-10/1981-09", "2003-11/.."]).map(Date.parse),
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    field_type(str).allowed: texts,
    field_type(bool).allowed: st.booleans(),
    field_type(float).allowed: st.one_of(st.integers(-(2**62), 2**62), st.floats(-1e12, 1e12)),
    field_type(Count).allowed: st.integers(1, 10_000),
    field_type(Year).allowed: st.integers(1870, 2100),
    field_type(Date).allowed: dates,
    field_type(Slug).allowed: slugs,
    field_type(Url).allowed: slugs.map(lambda s: f"https://example.org/{s}"),
    field_type(Length).allowed: st.builds(
        lambda m, s: f"{m}:{s:02}", st.integers(0, 99), st.integers(0, 59)
    ),
    field_type(ImdbId).allowed: st.integers(10**6, 10**8).map(lambda n: f"tt{n:07}"),
    field_type(WikidataId).allowed: st.integers(1, 10**8).map(lambda n: f"Q{n}"),
}

orders, clues = (st.lists(texts, min_size=n, max_size=n, unique_by=fold).map(tuple) for n in (4, 5))
question_contents = st.one_of(
    st.builds(lambda answer: {"answer": answer, "order": (), "clues": ()}, texts),
    st.builds(lambda order: {"order": order, "clues": ()}, orders),
    st.builds(lambda answer, clues: {"answer": answer, "order": (), "clues": clues}, texts, clues),
)


def value(spec: FieldSpec, sources: list[str]) -> st.SearchStrategy[Any]:
    """Values for a field other than sources and disputes."""
    if spec.items:
        return st.lists(value(spec.items, sources), max_size=3).map(tuple)
    if spec.field_type is None:
        return table(spec.table or Frozen, sources)
    if choices := spec.field_type.schema.get("enum"):
        return st.sampled_from(choices)
    return VALUES[spec.field_type.allowed]


@st.composite
def table(draw: Callable[..., Any], cls: type[Frozen], sources: list[str]) -> Frozen:
    """Instances of a class; each optional field is missing half of the time."""
    values: dict[str, Any] = {}
    for name, spec in field_specs(cls).items():
        if name not in required_fields(cls) and draw(st.booleans()):
            continue
        if name == "sources":
            values[name] = draw(cited(sources))
        elif name == "disputes":
            values[name] = tuple(draw(st.lists(dispute(cls, sources), max_size=2)))
        else:
            values[name] = draw(value(spec, sources))
    if cls is Rating and values.get("score") is not None and values.get("out_of") is not None:
        values["score"] = min(values["score"], values["out_of"])
    if cls is WrittenQuestion:
        values |= draw(question_contents)
        for key, others in WrittenQuestion.CONFLICTS.items():
            values = {k: v for k, v in values.items() if not (values.get(key) and k in others)}
    return cls(**values)


@st.composite
def dispute(draw: Callable[..., Any], cls: type[Frozen], sources: list[str]) -> Dispute:
    names = draw(cited(sources))
    if draw(st.booleans()):
        return Dispute(says=draw(texts), sources=names)
    specs = field_specs(cls)
    fields = [n for n in specs if (n in HEAD_FIELDS if cls is Film else n not in Record.FIELDS)]
    field = draw(st.sampled_from(fields))
    return Dispute(field=field, value=draw(value(specs[field], sources)), sources=names)


@st.composite
def films(draw: Callable[..., Any]) -> Film:
    """Complete, valid films."""
    names = draw(st.lists(slugs, max_size=3, unique=True))
    pools = st.dictionaries(
        st.sampled_from(sorted(pool_fields())), st.lists(texts).map(tuple), max_size=2
    )
    values: dict[str, Any] = {
        "sources": {name: draw(table(Source, [])) for name in names},
        "people": draw(st.dictionaries(texts, table(Person, []), max_size=2)),
        "cited": draw(st.dictionaries(st.sampled_from(HEAD_FIELDS), cited(names), max_size=2)),
        "pool": draw(pools),
    }
    ids: list[str] = []
    for section, row in SECTIONS.items():
        records = [draw(table(row.record_class, names)) for _ in range(draw(st.integers(0, 2)))]
        values[section] = tuple(_with_ids(section, records, ids, draw))
    for name in (*HEAD_FIELDS, "ids"):
        values[name] = draw(value(field_specs(Film)[name], names))
    values["disputes"] = tuple(draw(st.lists(dispute(Film, names), max_size=2)))
    values["id"] = draw(st.one_of(slugs, st.just(default_id(values["title"], values["year"]))))
    return Film(**values)


def cited(sources: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """Up to two of the sources."""
    return st.lists(st.sampled_from(sources), max_size=2).map(tuple) if sources else st.just(())


def _with_ids(
    section: str, records: list[Any], ids: list[str], draw: Callable[..., Any]
) -> list[Record]:
    """Gives each record a unique id, and each question records to be about."""
    result = []
    for record in records:
        values = dict(record.items())
        own_id = values["id"]
        record_id = f"{section}/{own_id}" if own_id else derived_id(section, values)
        if record_id in ids or record_id.endswith("/"):
            record_id = f"{section}/own-{len(ids)}"
        values["id"] = record_id
        if isinstance(record, WrittenQuestion):
            targets = st.lists(st.sampled_from(["film", *ids]), min_size=1, max_size=2)
            values["about"] = tuple(draw(targets))
            right = {fold(text) for text in (values["answer"], *values["accept"])}
            for name in ("wrong", "reject", "prompt"):
                values[name] = tuple(text for text in values[name] if fold(text) not in right)
        ids.append(record_id)
        result.append(type(record)(**values))
    return result


VALUES[field_type(Target).allowed] = st.just("film")
