"""Search finds the right record first, despite typing errors."""

import re
from pathlib import Path

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from heartcli.lookup.search import search
from heartcli.model.film import Film
from heartcli.text.folding import fold_words, is_within_one_edit
from tests.conftest import TESTS, Heart

TRUTHS: dict[str, str] = tomli.loads(
    (TESTS / "truths" / "searches.toml").read_text(encoding="utf-8")
)["searches"]


def _rank(film: Film, query: str, right: str) -> float:
    """The reciprocal rank of the right record; 0 if it is not found."""
    result = search(query, [film], spoilers=False, limit=20)
    places = [hit.record.id for hit in result.hits]
    return 1 / (places.index(right) + 1) if right in places else 0.0


def test_the_right_record_comes_first(film: Film, capsys: pytest.CaptureFixture[str]) -> None:
    ranks = {query: _rank(film, query, right) for query, right in TRUTHS.items()}

    mean = sum(ranks.values()) / len(ranks)
    first = sum(rank == 1 for rank in ranks.values()) / len(ranks)
    with capsys.disabled():
        print(f"\nsearch: {len(ranks)} queries, mean reciprocal rank {mean:.3f}, first {first:.1%}")
    assert len(TRUTHS) >= 40
    assert all(right in {record.id for _, record in film.records()} for right in TRUTHS.values())
    assert mean >= 0.97
    assert all(ranks.values())


letters = st.text("abcdefgh", min_size=4, max_size=8)


@given(letters, st.integers(0, 7), st.sampled_from("xyz"))
def test_words_with_one_typing_error_are_one_edit_apart(word: str, place: int, wrong: str) -> None:
    at = place % len(word)
    swapped = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]

    for typed in (
        word[:at] + wrong + word[at + 1 :],
        word[:at] + wrong + word[at:],
        word[:at] + word[at + 1 :],
        swapped,
    ):
        assert is_within_one_edit(word, typed)
        assert is_within_one_edit(typed, word)


@pytest.mark.parametrize(
    ("word", "typed"),
    [("tango", "mangos"), ("singer", "sinners"), ("abcd", "badc"), ("rain", "ruins")],
)
def test_words_with_two_typing_errors_are_not_one_edit_apart(word: str, typed: str) -> None:
    assert not is_within_one_edit(word, typed)


def test_accents_and_case_make_no_difference(film: Film) -> None:
    result = [
        [hit.record.id for hit in search(q, [film], spoilers=False, limit=5).hits]
        for q in ("RAÚL JULIÁ", "raul julia")
    ]

    assert result[0] == result[1]


@settings(max_examples=40)
@given(st.text(max_size=30))
def test_any_text_can_be_searched_for(film: Film, query: str) -> None:
    result = search(query, [film], spoilers=False, limit=3)

    assert len(result.hits) == min(result.total, 3)
    assert all(not hit.record.spoiler for hit in result.hits)
    assert not result.hits or fold_words(query)


def test_a_hit_has_its_section_its_sources_and_the_match_marked(heart: Heart) -> None:
    screen = heart("search", "tightrope", FORCE_COLOR="1")
    data = heart("search", "kinski", "--json").json

    assert "\x1b[1;4mtightrope\x1b[0m" in screen.out
    assert data["hits"][0] == {
        "film": "one-from-the-heart-1982",
        "section": "cast",
        "id": "cast/nastassja-kinski-leila",
        "text": "Nastassja Kinski plays Leila. "
        "A young circus performer whose act is the tightrope.",
        "sources": ["kinski-interview", "wikipedia", "nostalgia-central"],
        "disputes": [],
    }
    assert set(data["hits"][0]["sources"]) <= set(data["sources"])


def test_a_match_after_an_accent_is_marked_in_the_right_place(heart: Heart) -> None:
    assert "“Coup de \x1b[1;4mcœur\x1b[0m”" in heart("search", "coeur", FORCE_COLOR="1").out


def test_spoilers_are_found_only_with_spoilers(heart: Heart) -> None:
    hidden = heart("search", "griddle")
    shown = heart("search", "griddle", "--spoilers", "--json")

    assert (hidden.code, shown.code) == (1, 0)
    assert "1 spoiler hidden: --spoilers" in hidden.err
    assert shown.json["hits"][0]["id"] == "plot/spit-on-a-griddle"


def test_no_hits_are_reported_with_exit_code_1(heart: Heart) -> None:
    screen = heart("search", "xyzzy")

    place = "in One from the Heart (1982), on your shelf or in the catalogue"

    assert (screen.code, screen.out) == (1, "")
    assert f"Nothing {place} matches 'xyzzy'" in " ".join(screen.err.split())
    assert heart("search", "xyzzy", "--json").json["hits"] == []


def test_shelf_searches_every_film_file(heart: Heart, home: Path) -> None:
    films = TESTS / "films" / "valid"
    (home / "films" / "everything.toml").write_bytes((films / "everything.toml").read_bytes())

    data = heart("search", "actor", "director", "--shelf", "--json").json
    assert data["hits"][0]["film"] == "another-id"
    assert data["films"][0]["id"] == "another-id"
    assert data["films"][0]["sources"]["a"]["title"] == "A"
    assert heart("search", "actor", "--shelf").code == 0
    assert (
        heart("search", "annie", "--film", "another-id", "--json").json["hits"][0]["id"]
        == "cast/ann-actor-ann"
    )


def test_two_files_with_the_same_id_keep_their_own_sources(heart: Heart, home: Path) -> None:
    for name in ("one", "two"):
        (home / "films" / f"{name}.toml").write_text(
            f'format = 1\ntitle = "Twin"\nyear = 1999\n[sources.s]\ntitle = "{name}"\n'
            '[[cast]]\nperformer = "Zebediah"\nsources = ["s"]\n',
            encoding="utf-8",
        )

    data = heart("search", "zebediah", "--shelf", "--json").json

    assert len(data["hits"]) == 2
    assert [film["sources"]["s"]["title"] for film in data["films"]] == ["one", "two"]
    assert heart("search", "zebediah", "--shelf").out.count("cast/zebediah") == 2


def test_film_with_shelf_is_a_usage_error(heart: Heart) -> None:
    assert heart("search", "x", "--film", "y", "--shelf").code == 2


def test_limit_caps_the_hits_and_says_how_many_there_are(heart: Heart) -> None:
    data = heart("search", "coppola", "--limit", "4", "--json").json

    assert len(data["hits"]) == 4
    assert data["found"] > 40
    assert f"4 of {data['found']} results" in heart("search", "coppola", "--limit", "4").out


def test_json_marks_spoilers_and_doubtful_hits(heart: Heart) -> None:
    [hit] = heart("search", "griddle", "--spoilers", "--json").json["hits"]
    [shock] = heart("search", "electric shock", "--spoilers", "--limit", "1", "--json").json["hits"]

    assert hit["spoiler"] is True
    assert "doubtful" not in hit
    assert shock["doubtful"] is True


def test_a_match_is_marked_in_text_with_combining_accents(heart: Heart, tmp_path: Path) -> None:
    path = tmp_path / "film.toml"
    path.write_text(
        'format = 1\ntitle = "F"\nyear = 1999\n[[legacy]]\nid = "a"\n'
        'text = "Cafe\u0301 cre\u0300me and tightrope"\n',
        encoding="utf-8",
    )

    out = heart("search", "tightrope", "creme", "--film", str(path), FORCE_COLOR="1").out
    assert "\x1b[1;4mtightrope\x1b[0m" in out
    assert "\x1b[1;4mcrème\x1b[0m" in out


def test_other_spellings_of_a_person_also_find_writers(heart: Heart, tmp_path: Path) -> None:
    path = tmp_path / "f.toml"
    path.write_text(
        'format = 1\ntitle = "F"\nyear = 1999\n[people."Tom Waits"]\nalso = ["Thomas Alan"]\n'
        '[[songs]]\ntitle = "A"\nwriters = ["Tom Waits"]\n'
        '[[songs]]\ntitle = "B"\nperformers = ["Tom Waits"]\n',
        encoding="utf-8",
    )

    data = heart("search", "thomas", "alan", "--film", str(path), "--json").json
    assert {hit["id"] for hit in data["hits"]} == {"songs/a", "songs/b"}


def test_a_match_in_a_dispute_is_marked_too(heart: Heart) -> None:
    out = heart("search", "junkyard", FORCE_COLOR="1").out

    assert "\x1b[1;4mjunkyard\x1b[0m" in out


def test_a_search_of_the_default_film_says_who_is_in_the_catalogue(heart: Heart) -> None:
    screen = heart("search", "bogart")

    assert (screen.code, screen.out) == (1, "")
    assert "Nothing in One from the Heart (1982) matches 'bogart'" in screen.err
    assert re.search(r"Humphrey Bogart: \d+ films .* Try: heart who bogart", screen.err)


def test_matches_elsewhere_follow_the_results(heart: Heart) -> None:
    table, plain = heart("search", "garr"), heart("search", "garr", "--plain")
    data = heart("search", "garr", "--json").json

    assert "heart who garr" in table.out
    assert table.err == ""
    assert "heart who garr" not in plain.out
    assert "heart who garr" in plain.err
    assert data["elsewhere"][0]["command"] == "heart who garr"


def test_somebody_in_the_film_comes_before_a_better_known_namesake(heart: Heart) -> None:
    leads = heart("search", "kinski", "--json").json["elsewhere"]

    assert [lead["command"] for lead in leads] == [
        "heart who Nastassja Kinski",
        "heart who kinski",
    ]
    assert "Klaus Kinski" in leads[1]["text"]
    assert len(heart("search", "coppola", "--json").json["elsewhere"]) == 1


@pytest.mark.parametrize(
    ("query", "lead"),
    [
        ("jaws", "Films: Jaws (1975) and 3 more. Try: heart films jaws"),
        ("citizen kane", "Film: Citizen Kane (1941). Try: heart film 'Citizen Kane (1941)'"),
        ("dune 2021", "closest: Dune (1984). Try: heart fetch dune 2021"),
        ("chalamet", "Try: heart who chalamet"),
    ],
)
def test_a_title_or_a_name_leads_to_the_command_that_finds_it(
    heart: Heart, query: str, lead: str
) -> None:
    assert lead in " ".join(heart("search", *query.split()).err.split())


def test_a_search_of_the_default_film_counts_results_in_other_film_files(
    heart: Heart, home: Path
) -> None:
    (home / "films" / "f.toml").write_text(
        'format = 1\ntitle = "F"\nyear = 1999\n[[cast]]\nperformer = "Zebediah"\n',
        encoding="utf-8",
    )

    assert "1 result in 1 other film file. Try: heart search --shelf zebediah" in " ".join(
        heart("search", "zebediah").err.split()
    )


def test_a_search_of_a_named_film_looks_nowhere_else(heart: Heart) -> None:
    screen = heart("search", "bogart", "--film", "jaws")

    assert screen.code == 1
    assert screen.err.split("\n")[-2] == "Nothing in Jaws (1975) matches 'bogart'"


@pytest.mark.parametrize("args", [("",), ("x", "--film", ""), (" ", "")])
def test_an_empty_text_or_film_is_a_usage_error(heart: Heart, args: tuple[str, ...]) -> None:
    screen = heart("search", *args)

    assert screen.code == 2
    assert "is empty" in screen.err


@pytest.mark.parametrize("query", ["joker 2019", "streep", "star wars"])
def test_if_no_result_is_exact_matches_elsewhere_come_first(heart: Heart, query: str) -> None:
    lines = heart("search", *query.split()).lines

    assert lines[2].strip() == f"Nothing here matches '{query}' exactly."
    assert any("  heart " in line for line in lines[3:5])


def test_a_plural_or_a_typo_alone_is_still_a_result(heart: Heart) -> None:
    for query in ("tightropes", "kinsky"):
        assert "exactly" not in heart("search", query).out


def test_commands_below_the_results_stay_on_one_line(heart: Heart) -> None:
    lines = [line.strip() for line in heart("search", "streep", "--limit", "1", COLUMNS="40").lines]

    assert "heart who streep" in lines
    assert "Show one: heart fact ID" in lines
