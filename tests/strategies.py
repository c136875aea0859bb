"""Made-up film files: values for every field, made from the dataclasses."""

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
    lambda t: bool(t.strip())
)
slugs = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,2}", fullmatch=True)
dates = st.one_of(
    st.dates().filter(lambda d: d.year >= 1000).map(Date.from_value),
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


def value(key: FieldSpec, names: list[str]) -> st.SearchStrategy[Any]:
    """A value for a key that is neither sources nor disputes."""
    if key.items:
        return st.lists(value(key.items, names), max_size=3).map(tuple)
    if key.field_type is None:
        return table(key.table or Frozen, names)
    if choices := key.field_type.schema.get("enum"):
        return st.sampled_from(choices)
    return VALUES[key.field_type.allowed]


@st.composite
def table(draw: Callable[..., Any], cls: type[Frozen], names: list[str]) -> Frozen:
    """An instance of a class; what it need not have is there as often as not."""
    told: dict[str, Any] = {}
    for name, key in field_specs(cls).items():
        if name not in required_fields(cls) and draw(st.booleans()):
            continue
        if name == "sources":
            told[name] = tuple(draw(st.lists(st.sampled_from(names), max_size=2))) if names else ()
        elif name == "disputes":
            told[name] = tuple(draw(st.lists(dispute(cls, names), max_size=2)))
        else:
            told[name] = draw(value(key, names))
    if cls is Rating and told.get("score") is not None and told.get("out_of") is not None:
        told["score"] = min(told["score"], told["out_of"])
    return cls(**told)


@st.composite
def dispute(draw: Callable[..., Any], cls: type[Frozen], names: list[str]) -> Dispute:
    cited = tuple(draw(st.lists(st.sampled_from(names), max_size=2))) if names else ()
    own = ("id", "sources", "disputes", "doubtful", "spoiler")
    fields = [n for n in field_specs(cls) if (n in HEAD_FIELDS if cls is Film else n not in own)]
    if draw(st.booleans()):
        return Dispute(says=draw(texts), sources=cited)
    field = draw(st.sampled_from(fields))
    said = draw(value(field_specs(cls)[field], names))
    return Dispute(field=field, value=said, sources=cited)


@st.composite
def films(draw: Callable[..., Any]) -> Film:
    """A whole film, valid in every part."""
    names = draw(st.lists(slugs, max_size=3, unique=True))
    told: dict[str, Any] = {"sources": {name: draw(table(Source, [])) for name in names}}
    told["people"] = draw(st.dictionaries(texts, table(Person, []), max_size=2))
    told["cited"] = draw(st.dictionaries(st.sampled_from(HEAD_FIELDS), cites(names), max_size=2))
    told["pool"] = draw(
        st.dictionaries(
            st.sampled_from(sorted(pool_fields())), st.lists(texts).map(tuple), max_size=2
        )
    )
    ids: list[str] = []
    for section, described in SECTIONS.items():
        cls = described.record_class
        records = [draw(table(cls, names)) for _ in range(draw(st.integers(0, 2)))]
        told[section] = tuple(_with_ids(section, records, ids, draw))
    for name in (
        "title",
        "year",
        "original_title",
        "premise",
        "genres",
        "countries",
        "languages",
        "ids",
    ):
        told[name] = draw(value(field_specs(Film)[name], names))
    told["disputes"] = tuple(draw(st.lists(dispute(Film, names), max_size=2)))
    told["id"] = draw(st.one_of(slugs, st.just(default_id(told["title"], told["year"]))))
    return Film(**told)


def cites(names: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(names), max_size=2).map(tuple) if names else st.just(())


def _with_ids(
    section: str, records: list[Any], ids: list[str], draw: Callable[..., Any]
) -> list[Record]:
    made = []
    for record in records:
        told = dict(record.items())
        own = f"{section}/{told['id']}" if told["id"] else derived_id(section, told)
        if own in ids or own.endswith("/"):
            own = f"{section}/own-{len(ids)}"
        told["id"] = own
        if isinstance(record, WrittenQuestion):
            told["about"] = tuple(
                draw(st.lists(st.sampled_from(["film", *ids]), min_size=1, max_size=2))
            )
            right = {fold(t) for t in (told["answer"], *told["accept"])}
            for name in ("wrong", "reject", "prompt"):
                told[name] = tuple(t for t in told[name] if fold(t) not in right)
        ids.append(own)
        made.append(type(record)(**told))
    return made


VALUES[field_type(Target).allowed] = st.just("film")
