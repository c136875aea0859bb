"""What data/film.toml, the bundled film, must contain."""

import re

import pytest

from heartcli.filmfile.check import check_files
from heartcli.lookup.sections import LOOKUPS
from heartcli.model.dates import Date
from heartcli.model.film import Film
from heartcli.model.records import Review
from heartcli.model.sections import SECTIONS
from heartcli.quiz.questions.lint import lint
from heartcli.storage import paths
from tests.conftest import ROOT


def test_the_bundled_film_file_has_no_problems_and_no_warnings() -> None:
    [report] = check_files([paths.bundled_dir() / "film.toml"], lint).files

    assert not report.problems
    assert not report.warnings


def test_the_film_has_at_least_250_records_each_with_sources(film: Film) -> None:
    records = [record for _, record in film.records()]

    assert len(records) >= 250
    assert all(record.sources for record in records)
    assert all(film.section(name) for name in SECTIONS if name != "questions")


def test_every_fact_at_the_head_is_cited(film: Film) -> None:
    assert set(film.cited) == {"title", "year", "premise", "genres", "countries", "languages"}


def test_every_section_is_shown_by_a_look_up() -> None:
    assert {name for names in LOOKUPS.values() for name in names} == set(SECTIONS) - {"questions"}


def test_quotations_are_short_and_name_their_critic(film: Film) -> None:
    quoted = [record for _, record in film.records() if getattr(record, "quote", "")]

    assert len(quoted) >= 25
    assert all(len(record.quote.split()) <= 25 for record in quoted)  # type: ignore[attr-defined]
    assert all(review.critic or review.publication for review in film.reviews)


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ("cast/frederic-forrest-hank", "Frederic Forrest plays Hank"),
        ("cast/teri-garr-frannie", "Teri Garr plays Frannie"),
        ("cast/nastassja-kinski-leila", "young circus performer"),
        ("cast/raul-julia-ray", "claims to be a pianist and singer in cocktail bars"),
        ("production/coppola-declines", "turned it down"),
        ("production/zoetrope-buys", "MGM remained the distributor for North America"),
        ("production/jack-singer-loan", "$8 million"),
        ("production/airport-replica", "For the penultimate scene part of McCarran Airport"),
        ("production/airport-replica", "jetway"),
        ("production/airport-replica", "jet airliner built around the nose section of a crashed"),
        ("releases/san-francisco-unfinished-print", "many exhibitors backed out"),
        ("releases/reprise-theatrical-united-states", "4K"),
        ("ratings/rotten-tomatoes", "belies its reputation as a flop"),
        ("reviews/maslin-innovative", "innovative, audacious effort"),
        ("reviews/susan-king-los-angeles-times", "so visually arresting"),
        ("reviews/clements-two-characters", "don't seem to like each other very much"),
        ("reviews/siskel-thumbs-up", "thumbs up"),
        ("reviews/siskel-buried-treasures", "Buried Treasures"),
    ],
)
def test_essential_facts_are_in_the_film(film: Film, record: str, words: str) -> None:
    [match] = [r for _, r in film.records() if r.id == record]

    assert words in match.sentence
    assert "wikipedia" in match.sources or "afi" in match.sources or "wikipedia-de" in match.sources


@pytest.mark.parametrize(
    ("record", "date"),
    [
        ("releases/san-francisco-unfinished-print", "1981-08"),
        ("releases/theatrical-cut-theatrical-united-states", "1982-02-11"),
        ("releases/reprise-theatrical-united-states", "2024-01-19"),
        ("reviews/siskel-buried-treasures", "1986"),
    ],
)
def test_essential_dates_are_in_the_film(film: Film, record: str, date: str) -> None:
    [match] = [r for _, r in film.records() if r.id == record]

    assert match.date == Date.parse(date)


def test_the_disputes_of_the_film_are_recorded(film: Film) -> None:
    records = {record.id: record for _, record in film.records()}

    assert [d.value for d in film.disputes] == [1981]
    assert "$3 million" in records["production/jack-singer-loan"].disputes[0].says
    assert records["production/jack-singer-loan"].disputes[0].sources == ("latimes-1990",)
    assert [d.value for d in records["editions/theatrical-cut"].disputes_of("minutes")] == [
        101,
        108,
        115,
        117,
    ]
    assert [d.value for d in records["figures/us-gross"].disputes_of("amount")] == [637_355]
    assert sum(bool(record.disputes) for record in records.values()) >= 25


def test_the_end_of_the_story_is_marked_as_a_spoiler(film: Film) -> None:
    shown = [beat.id for beat in film.plot if not beat.spoiler]
    hidden = [beat.id for beat in film.plot if beat.spoiler]

    assert shown[-1] == "plot/martini-glass"
    assert {"plot/frannie-returns", "plot/airport", "plot/spit-on-a-griddle"} <= set(hidden)
    shown_text = " ".join(record.sentence for _, record in film.records() if not record.spoiler)
    assert not re.search(r"made a mistake|burn her clothes|good(bye)? for good", shown_text)


def test_the_film_has_its_main_critics_and_all_stances(film: Film) -> None:
    stances: dict[str, set[str]] = {}
    review: Review
    for review in film.reviews:
        stances.setdefault(review.critic, set()).add(review.stance)

    assert {"Janet Maslin", "Susan King", "Warren Clements", "Gene Siskel", "Pauline Kael"} <= set(
        stances
    )
    assert set().union(*stances.values()) == {"positive", "mixed", "negative"}


def test_the_licence_covers_data_and_quotations() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")

    assert "CC0" in licence
    assert "Quotations of critics remain their authors'" in licence
