"""The screens of `reception`, `production`, `music`, `plot` and `crew`."""

from pathlib import Path

import pytest
from rich.cells import cell_len

from heartcli.output.terminal import Terminal
from tests.conftest import Heart

FILM = """\
format = 1
title = "千と千尋の神隠し"
year = 2001
[sources.book]
title = "A Book"
[sources.gazette]
title = "Review"
publisher = "La Gazette (online)"
[sources.essay]
title = "An essay that quotes others"
publisher = "La Gazette"
author = "Somebody Else"
[[figures]]
name = "Budget"
topic = "cost"
amount = 1_900_000_000
currency = "JPY"
sources = ["book"]
disputes = [
    { field = "amount", value = 2_000_000_000, sources = ["gazette"] },
    { field = "amount", value = 1_850_000_000, sources = ["book"] },
]
[[figures]]
name = "Japanese gross"
topic = "box office"
amount = 31_680_000_000
currency = "JPY"
place = "Japan"
sources = ["book"]
[[figures]]
name = "Worldwide gross"
topic = "box office"
amount = 395_800_000
currency = "USD"
sources = ["book"]
[[figures]]
name = "Admissions in Japan"
topic = "box office"
amount = 23_500_000
unit = "admissions"
place = "Japan"
sources = ["book"]
[[figures]]
name = "What it cost to hire, clothe and feed 1,000 extras whose scenes were cut later on"
topic = "cost"
amount = 1_234_567
currency = "JPY"
sources = ["book"]
disputes = [{ says = "Nobody knows what it cost.", sources = ["gazette"] }]
[[reviews]]
publication = "La Gazette"
stance = "positive"
date = 2001
quote = "すごい"
sources = ["gazette"]
[[reviews]]
critic = "宮崎新聞"
publication = "La Gazette"
stance = "mixed"
sources = ["essay"]
[[ratings]]
by = "IMDb"
score = 8.6
out_of = 10
votes = 812_345
sources = ["book"]
[[ratings]]
by = "Metacritic"
score = 96
out_of = 100
sources = ["book"]
[[awards]]
award = "Golden Bear"
result = "won"
people = ["宮崎駿"]
date = 2002-02-17
sources = ["book"]
[[awards]]
award = "Academy Awards"
category = "Best Animated Feature"
result = "nominated"
sources = ["book"]
[[legacy]]
id = "run"
date = "2003-08-30/2003-09-09"
text = "It ran again."
sources = ["book"]
[[legacy]]
id = "again"
date = "2003-08-30/2003-09-09"
text = "It was liked again."
sources = ["book"]
[[plot]]
id = "start"
text = "It starts."
sources = ["book"]
[[plot]]
id = "end"
text = "It ends."
spoiler = true
sources = ["book"]
[[plot]]
id = "credits"
text = "The credits roll."
sources = ["book"]
[[production]]
id = "drawn"
topic = "photography"
date = 2000
text = "It was drawn."
sources = ["book"]
[[songs]]
title = "いつも何度でも"
performers = ["木村弓"]
writers = ["覚和歌子"]
length = "3:35"
sources = ["book"]
[[songs]]
title = "A song with such a long title that it leaves no room for anybody who sings it"
performers = ["木村弓"]
writers = ["覚和歌子"]
length = "10:02"
sources = ["book"]
[[crew]]
name = "宮崎駿"
job = "Director, writer, and whatever else had to be done"
department = "Direction"
text = "He has drawn a good part of the film himself."
sources = ["book"]
"""
SCREENS = ("reception", "production", "music", "plot", "crew")
BAR = "━"


@pytest.fixture
def path(tmp_path: Path) -> str:
    path = tmp_path / "spirited.toml"
    path.write_text(FILM, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("columns", [20, 40, 59, 60, 72, 80, 109, 110, 120, 200])
def test_nothing_is_cut_off_or_wider_than_the_page(heart: Heart, path: str, columns: int) -> None:
    for command in SCREENS:
        for film in (path, "one from the heart"):
            screen = heart(command, film, "--spoilers", COLUMNS=str(columns))
            assert screen.code == 0, screen.err
            assert max(map(cell_len, screen.lines)) <= columns, command
            assert "…" not in screen.out


def test_cost_and_takings_share_one_scale_in_one_currency(heart: Heart, path: str) -> None:
    cost, _, took, worldwide, _, admissions = heart("reception", path).lines[3:9]

    assert cost == "  Cost             ¥1,900,000,000  ━╸"
    assert took == f"  Took in Japan   ¥31,680,000,000  {BAR * 26}  17 times the cost"
    assert worldwide == "  Took worldwide     $395,800,000"
    assert admissions == "  Japan                23,500,000  admissions"


def test_currencies_keep_their_names_in_ascii(
    heart: Heart, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Terminal, "has_unicode", False)

    lines = heart("reception", path).lines
    assert "  Cost             JPY 1,900,000,000  =" in [line[:39] for line in lines]
    assert "  but: JPY 2 billion[1] or JPY 1.85 billion" in heart("reception", path).out


def test_a_dispute_follows_its_value_in_one_line_with_short_amounts(
    heart: Heart, path: str
) -> None:
    for columns in ("40", "80"):
        out = " ".join(heart("reception", path, COLUMNS=columns).out.split())
        assert "but: ¥2 billion¹ or ¥1.85 billion (A Book)" in out

    assert "but: Wikipedia (English) has $637,355" in heart("reception").out


def test_each_critic_appears_once_with_all_quotations(heart: Heart) -> None:
    out = " ".join(heart("reception").out.split())

    assert out.count("Pauline Kael") == 1
    assert "On release 5 for +++++ 4 mixed ±±±± 8 against −−−−−−−− Since 9 for" in out
    assert "from the lab”¹⁴ “This movie feels like" in out
    assert "± Janet Maslin, The New York Times 17 Jan 1982 “innovative" in out
    assert "came out. − A blogger recalls" in out


def test_a_review_is_numbered_only_if_somebody_else_quotes_it(heart: Heart, path: str) -> None:
    lines = heart("reception", path).lines

    assert "  “すごい”" in lines
    assert "± 宮崎新聞, La Gazette²" in lines
    assert "  “すごい”¹" in [line.replace("²", "¹") for line in heart(
        "reception", path, "--cite").lines]  # fmt: skip


def test_ratings_have_one_scale_and_numbers_aligned_right(heart: Heart, path: str) -> None:
    imdb, metacritic = (
        next(line for line in heart("reception", path).lines if name in line)
        for name in ("IMDb", "Metacritic")
    )

    assert imdb == "  IMDb        8.6 of  10  ━━━━━━━━━━━━━━━━━───  812,345 votes"
    assert metacritic == "  Metacritic   96 of 100  ━━━━━━━━━━━━━━━━━━━─"


def test_awards_say_in_words_what_their_signs_mean(heart: Heart, path: str) -> None:
    out = heart("reception", path).out

    assert "\n★ Golden Bear" in out
    assert "17 Feb 2002\n  宮崎駿\n" in out
    assert "\n☆ Academy Award nominations\n  Best Animated Feature\n" in out


def test_a_date_in_the_legacy_is_shown_once(heart: Heart, path: str) -> None:
    out = heart("reception", path).out

    assert "      30 Aug–  It ran again.\n  9 Sep 2003   It was liked again." in out


def test_a_wide_page_has_the_tally_above_each_column_of_reviews(heart: Heart) -> None:
    screen = heart("reception", COLUMNS="120")

    [heads] = [line for line in screen.lines if line.startswith("Reviews on release")]
    assert heads.split("  ")[0] == "Reviews on release"
    assert "5 for, 4 mixed, 8 against    Reviews since" in heads
    assert heads.endswith("9 for, 2 mixed, 3 against")
    assert "Critics\n" not in screen.out


def test_a_single_critic_is_not_counted(heart: Heart, tmp_path: Path) -> None:
    film = tmp_path / "film.toml"
    review = '[[reviews]]\ncritic = "Ann Bell"\nstance = "mixed"\n'
    film.write_text(f'format = 1\ntitle = "F"\nyear = 1999\n{review}', encoding="utf-8")

    for columns in ("80", "120"):
        lines = heart("reception", str(film), COLUMNS=columns).lines
        assert lines[2:] == ["Reviews on release", "± Ann Bell"]


def test_beats_keep_their_numbers_when_spoilers_are_hidden(heart: Heart, path: str) -> None:
    assert heart("plot", path).lines[2:5] == [
        "1  It starts.",
        "3  The credits roll.",
        "",
    ]
    assert "2  It ends. (spoiler)" in heart("plot", path, "--spoilers").lines


def test_the_writers_of_all_songs_are_named_once(heart: Heart, path: str) -> None:
    lines = heart("music", path).lines

    assert lines[3] == "  All written by 覚和歌子"
    assert lines[5].startswith("  いつも何度でも")
    assert lines[5].endswith("3:35")
    assert "    木村弓" in lines


def test_production_notes_have_paragraphs_that_open_with_their_date(
    heart: Heart, path: str
) -> None:
    lines = heart("production", path).lines

    assert lines[2:4] == ["Photography", "  2000: It was drawn."]
    assert "What it cost" in lines


def test_a_job_that_is_too_long_wraps_in_its_column(heart: Heart, path: str) -> None:
    lines = heart("crew", path).lines

    assert (
        lines[3]
        == "  Director, writer, and whatever    宮崎駿  He has drawn a good part of the film"
    )
    assert lines[4] == "    else had to be done               himself."
