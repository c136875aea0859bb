"""Films side by side: like with like, and what they share."""

from pathlib import Path

import pytest
from rich.cells import cell_len

from heartcli.lookup.awards import count_awards
from heartcli.lookup.compare import compare, find_repeated
from heartcli.model.film import Film
from heartcli.model.records import Award, ImdbId, Result
from tests.conftest import Heart

HEAD = 'format = 1\ntitle = "{title}"\nyear = {year}\n[sources.a]\ntitle = "{title} book"\n'


def _write(home: Path, name: str, records: str = "", title: str = "", year: int = 1999) -> str:
    path = home / f"{name}.toml"
    head = HEAD.format(title=title or name.capitalize(), year=year)
    path.write_text(head + records, encoding="utf-8")
    return str(path)


def _figure(name: str, amount: int, more: str = "") -> str:
    return (
        f'[[figures]]\nname = "{name}"\ntopic = "box office"\namount = {amount}\n'
        f'currency = "USD"\n{more}\n'
    )


def _rows(heart: Heart, *films: str) -> dict[str, list[str]]:
    first, *others = films
    options = [part for film in others for part in ("--with", film)]
    lines = [line.split("\t") for line in heart("compare", first, *options, "--plain").lines]
    return {name: values[: len(films)] for _, name, *values in lines}


def test_two_films_are_shown_side_by_side_with_what_they_share(heart: Heart) -> None:
    screen = heart("compare", "--with", "the conversation")

    assert screen.code == 0
    assert screen.lines[0].split() == (
        ["One", "from", "the", "Heart", "(1982)", "and", "The", "Conversation", "(1974)", "compare"]
    )
    assert "Running time" in screen.out
    both = screen.out.split("In both")[1].split("Only in one")[0]
    assert "Teri Garr" in both
    assert "Frannie" in both
    assert "Drama; United States; in English" in both
    assert "Musical, romance" in screen.out.split("Only in one")[1]


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
@pytest.mark.parametrize("others", [["the conversation"], ["the conversation", "tootsie"]])
def test_a_comparison_fits_the_page(heart: Heart, others: list[str], columns: int) -> None:
    options = [part for film in others for part in ("--with", film)]
    screen = heart("compare", *options, COLUMNS=str(columns))

    assert max(map(cell_len, screen.lines)) <= columns
    assert "…" not in screen.out


def test_takings_in_one_country_are_not_compared_with_those_of_the_world(
    heart: Heart, home: Path
) -> None:
    one = _write(home, "one", _figure("US gross", 5, 'place = "United States"'))
    two = _write(home, "two", _figure("Box office", 9) + _figure("Gross of the first week", 2))

    rows = _rows(heart, one, two)

    assert rows["Took in the US"] == ["$5", ""]
    assert rows["Took worldwide"] == ["", "$9"]
    assert not any("week" in name for name in rows)


def test_people_match_in_any_spelling_that_one_of_the_films_gives(heart: Heart, home: Path) -> None:
    cast = '[[cast]]\nperformer = "{}"\ncharacter = "{}"\n'
    also = '[people."Raul Julia"]\nalso = ["R. Juliá"]\n'
    one = _write(home, "one", also + cast.format("Raul Julia", "Ray"))
    two = _write(home, "two", cast.format("r julia", "Gomez"))

    assert _rows(heart, one, two)["Raul Julia"] == ["Ray", "Gomez"]
    assert "Raul Julia" not in _rows(heart, two, one)


def test_a_name_for_different_jobs_may_belong_to_namesakes(heart: Heart) -> None:
    queen = heart("compare", "bullitt", "--with", "12 years a slave")
    coppola = heart("compare", "--with", "the conversation", "--json").json

    assert "perhaps namesakes: Steve McQueen" in queen.out
    assert coppola["possible_namesakes"] == []


def test_json_has_each_film_and_what_they_share_or_not(heart: Heart) -> None:
    data = heart("compare", "--with", "the conversation", "--json").json

    assert [film["title"] for film in data["films"]] == ["One from the Heart", "The Conversation"]
    assert data["films"][1]["awards"][0]["award"] == "Academy Awards"
    assert set(data["films"][1]["sources"]) == {"wikidata"}
    assert data["shared"]["people"][2] == {
        "name": "Teri Garr",
        "roles": [["Frannie"], ["in the cast"]],
    }
    assert data["shared"]["genres"] == ["Drama"]
    assert data["only"][0] == {"genres": ["Musical", "Romance"], "countries": [], "languages": []}


def test_plain_lines_have_a_value_for_each_film_then_the_sources(heart: Heart) -> None:
    lines = heart("compare", "jaws", "--with", "alien", "--plain").lines

    assert lines[1] == "film\ttitle\tJaws\tAlien"
    assert "minutes\tRunning time\t124 min\t117 min\twikidata\twikidata\t\t" in lines
    assert "country\tUnited Kingdom\tno\tyes" in lines


@pytest.mark.parametrize("other", ["Q132689", "casablanca 1942", "tt0034583"])
def test_a_film_compared_with_itself_is_a_usage_error(heart: Heart, other: str) -> None:
    screen = heart("compare", "casablanca", "--with", "alien", "--with", other)

    assert screen.code == 2
    assert "Casablanca (1942) can't be compared with itself" in " ".join(screen.err.split())


def test_films_with_one_title_but_different_ids_are_different(film: Film) -> None:
    twin = Film(**(dict(film.items()) | {"id": "twin"}))
    namesake = Film(**(dict(twin.items()) | {"ids": type(film.ids)(imdb=ImdbId("tt0000001"))}))

    assert find_repeated([film, twin])
    assert not find_repeated([film, namesake])


@pytest.mark.parametrize(
    ("words", "suggestion"),
    [
        ("jaws alien", "heart compare jaws --with alien"),
        ("kramer vs kramer and annie hall", "kramer vs kramer --with 'annie hall'"),
        ("alien aliens the thing", "alien --with aliens --with 'the thing'"),
        ("jaws", "heart compare jaws --with FILM"),
        ("", "heart compare --with FILM"),
    ],
)
def test_without_with_the_error_has_the_command_to_type(
    heart: Heart, words: str, suggestion: str
) -> None:
    screen = heart("compare", *words.split())

    assert screen.code == 2
    assert suggestion in " ".join(screen.err.replace("│", "").split())


def test_six_films_are_too_many(heart: Heart) -> None:
    screen = heart("compare", *["--with", "jaws"] * 5)

    assert screen.code == 2
    assert "compare at most 5 films" in screen.err


def test_awards_are_counted_whether_listed_or_given_as_numbers() -> None:
    def award(name: str, category: str, result: Result) -> Award:
        return Award(id="a", award=name, category=category, result=result)

    awards = [
        [
            award("Academy Award", "Best Picture", "won"),
            award("Academy Award", "Best Sound", "nominated"),
            award("Academy Awards", "3 categories or more", "won"),
            award("BAFTA Award", "Best Film", "won"),
            award("BAFTA Award", "Best Sound", "nominated"),
        ]
    ]
    [counts] = count_awards(awards)

    assert [(count.name, count.text) for count in counts] == [
        ("Oscars", "at least 3 won, 1 nomination"),
        ("BAFTA Awards", "1 won, 1 more nomination"),
    ]


def test_spoilers_are_left_out_of_a_comparison_and_counted(film: Film) -> None:
    star, other = film.cast[:2]
    secret = type(other)(**(dict(other.items()) | {"spoiler": True}))
    twins = [Film(**(dict(film.items()) | {"cast": (star, secret)})) for _ in range(2)]

    hidden, shown = (compare(twins, spoilers=spoilers) for spoilers in (False, True))

    assert (hidden.hidden, shown.hidden) == (2, 0)
    assert len(shown.people) == len(hidden.people) + 1


def test_an_award_won_and_nominated_for_in_as_many_categories_is_not_disputed(heart: Heart) -> None:
    awards = heart("reception", "jaws", "--json").json["awards"]

    assert [award["result"] for award in awards] == ["won", "nominated"]
    assert not any(award["disputes"] for award in awards)


def test_a_title_of_several_words_after_with_needs_quotes(heart: Heart) -> None:
    screen = heart("compare", "jaws", "--with", "the", "thing")

    assert screen.code == 1
    assert screen.err == (
        "heart: no match for 'jaws thing'. Names of several words need quotes:"
        " heart compare jaws --with 'the thing'\n"
    )


def test_if_there_are_many_awards_minor_ones_share_a_row() -> None:
    films = [
        [Award(id="a", award=f"{name} Award", result="won") for name in names]
        for names in ("ABCDEFGHI", "CI")
    ]

    first, second = count_awards(films)

    others = [count.text for count in first if count.name == "Other awards"]
    assert [count.name[0] for count in first] == ["A", "B", "C", "D", "O", "I"]
    assert others == ["4 won"]
    assert [count.name for count in second] == ["C Awards", "I Awards"]


def test_the_screen_says_what_not_all_of_three_films_have(heart: Heart) -> None:
    screen = heart("compare", "jaws", "--with", "alien", "--with", "aliens")

    rest = screen.out.split("Not in all three")[1]
    assert "Jaws" not in rest
    assert "war" in rest.split("Aliens")[1]


def test_your_ratings_are_compared_too(heart: Heart, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("imdb,title,year,my rating\ntt0073195,Jaws,1975,9\n", encoding="utf-8")
    heart("import", "csv", str(path))

    assert _rows(heart, "jaws", "alien")["Your rating"] == ["9/10", ""]
