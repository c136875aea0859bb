"""NFO files from Kodi, Jellyfin and film managers, however they are written."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heartcli.catalogue.importing.readers.nfo_documents import InvalidElementError, NfoDocument
from heartcli.catalogue.importing.report import ImportReport
from heartcli.catalogue.models import Credit, SourceFilm
from heartcli.model.viewing import OwnRating
from tests.catalogue.importing.reading import ALL_KINDS, read_films
from tests.conftest import Heart


def read(
    folder: Path, contents: str | bytes, name: str = "film.nfo"
) -> tuple[list[SourceFilm], ImportReport]:
    path = folder / name
    path.write_bytes(contents.encode() if isinstance(contents, str) else contents)
    return read_films("nfo", [path])


def read_one(folder: Path, elements: str) -> SourceFilm:
    """The film with these elements, besides its title and year."""
    [film], report = read(folder, f"<movie><title>Zedx</title><year>1995</year>{elements}</movie>")
    assert not report.problems
    return film


# --- Values ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("elements", "year"),
    [
        ("<year>1967</year><premiered>2002-11-05</premiered>", 1967),
        ("<year>1949</year><premiered>1950-01-06</premiered>", 1949),
        ("<premiered>1950-01-06</premiered>", 1950),
        ("<year></year><releasedate>1950-01-06</releasedate>", 1950),
        ("<year>0</year><premiered>1950-01-06T00:00:00</premiered>", 1950),
        ("<premiered>1601-01-01</premiered><year>1950</year>", 1950),
        ("<premiered>1950-00-00</premiered>", 1950),
        ("<premiered>6. Januar 1950</premiered>", 1950),
    ],
)
def test_the_year_takes_precedence_over_the_premiere(
    tmp_path: Path, elements: str, year: int
) -> None:
    [film], _ = read(tmp_path, f"<movie><title>Zedx</title>{elements}</movie>")

    assert film.year == year


def test_a_premiere_becomes_a_release_even_if_its_year_differs(tmp_path: Path) -> None:
    film = read_one(tmp_path, "<premiered>2002-11-05</premiered>")

    assert [tuple(release) for release in film.sections.releases] == [
        ("2002-11-05", "premiere", None)
    ]


@pytest.mark.parametrize(
    ("text", "day"), [("05.11.2002", "2002-11-05"), ("5 November 2002", "2002-11-05"),
                      ("2002-11-05T00:00:00Z", "2002-11-05"), ("2002", "2002")]
)  # fmt: skip
def test_dates_are_read_in_many_spellings(tmp_path: Path, text: str, day: str) -> None:
    film = read_one(tmp_path, f"<premiered>{text}</premiered><lastplayed>{text}</lastplayed>")

    assert [release.date for release in film.sections.releases] == [day]
    assert film.watched == day


def test_placeholders_for_dates_are_not_dates(tmp_path: Path) -> None:
    for placeholder in ("1601-01-01", "0001-01-01", "0000-00-00", ""):
        film = read_one(
            tmp_path,
            f"<premiered>{placeholder}</premiered><lastplayed>{placeholder}</lastplayed>",
        )
        assert (film.sections.releases, film.watched) == ([], "")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("<title>Heat (1995)</title><year>1995</year>", ("Heat", 1995)),
        ("<title>Heat (1995)</title>", ("Heat", 1995)),
        ("<title>Heat</title><year>(1995)</year>", ("Heat", 1995)),
        ("<title>Zedx (1984)</title><year>1995</year>", ("Zedx (1984)", 1995)),
        ("<originaltitle>Heat</originaltitle><year>1995</year>", ("Heat", 1995)),
    ],
)
def test_a_title_may_carry_its_year(tmp_path: Path, title: str, expected: tuple[str, int]) -> None:
    [film], _ = read(tmp_path, f"<movie>{title}</movie>")

    assert (film.title, film.year) == expected


@pytest.mark.parametrize(
    ("elements", "expected"),
    [
        ("<mpaa>DE-16</mpaa>", [("16", "Germany")]),
        ("<mpaa>de/16</mpaa>", [("16", "Germany")]),
        ("<mpaa>FSK 12</mpaa>", [("12", "Germany")]),
        ("<mpaa>Germany:12</mpaa>", [("12", "Germany")]),
        ("<mpaa>DE_FSK12</mpaa>", [("12", "Germany")]),
        ("<mpaa>BBFC 15</mpaa>", [("15", "United Kingdom")]),
        ("<mpaa>GB-12A</mpaa>", [("12A", "United Kingdom")]),
        ("<certification>UK:18</certification>", [("18", "United Kingdom")]),
        ("<mpaa>AU:MA15+</mpaa>", [("MA15+", "Australia")]),
        ("<mpaa>AU:PG</mpaa>", [("PG", "Australia")]),
        ("<mpaa>Québec:13+</mpaa>", [("13+", "Québec")]),
        ("<mpaa>FSK:12</mpaa>", [("12", "Germany")]),
        ("<mpaa>Rated R</mpaa>", [("R", "United States")]),
        ("<mpaa>US_PG13</mpaa>", [("PG-13", "United States")]),
        ("<mpaa>M/PG</mpaa>", [("M/PG", "United States")]),
        ("<mpaa>NC-17</mpaa>", [("NC-17", "United States")]),
        ("<mpaa>TV-MA</mpaa>", [("TV-MA", "United States")]),
        ("<mpaa>R - 17+ (violence)</mpaa>", [("R", "United States")]),
        (
            "<mpaa>Rated PG-13 for violence, action and scary images, and for some content</mpaa>",
            [("PG-13", "United States")],
        ),
        (
            "<mpaa>USA:R / UK:15 / Rated R</mpaa>",
            [("R", "United States"), ("15", "United Kingdom")],
        ),
        (
            "<mpaa>DE:FSK 18 / DE:FSK-18 / DE:FSK18 / DE:18 / DE:ab 18</mpaa>",
            [("18", "Germany")],
        ),
        ("<mpaa>12</mpaa><certification>DE:FSK 12</certification>", [("12", "Germany")]),
        (
            "<mpaa>USA:R, Canada:14A (Alberta)</mpaa>",
            [("R", "United States"), ("14A", "Canada")],
        ),
        ("<mpaa>US:R / US:Rated R</mpaa>", [("R", "United States")]),
        ("<mpaa>USA:R/Germany:16</mpaa>", [("R", "United States"), ("16", "Germany")]),
        ("<mpaa>Germany:16::(re-rating)</mpaa>", [("16", "Germany")]),
        ("<mpaa>12</mpaa>", [("12", "")]),
        ("<mpaa>16+</mpaa>", [("16+", "")]),
    ],
)
def test_certificates_belong_to_their_country(
    tmp_path: Path, elements: str, expected: list[tuple[str, str]]
) -> None:
    film = read_one(tmp_path, elements)

    assert [tuple(row) for row in film.sections.certificates] == expected


IDS: dict[str, tuple[str, int | None, int | None]] = {
    "address behind": ("<movie>{}</movie>\nhttps://www.imdb.com/title/tt0113277/", 113277, None),
    "address before": ("http://imdb.com/title/tt0113277\n<movie>{}</movie>", 113277, None),
    "localised address": ("<movie>{}</movie>https://m.imdb.com/de/title/tt0113277/", 113277, None),
    "TMDb address": ("<movie>{}</movie> https://www.themoviedb.org/movie/949-heat", None, 949),
    "without tt": ("<movie>{}<id>0113277</id></movie>", 113277, None),
    "capitals": (('<movie>{}<uniqueid type="IMDB">tt0113277</uniqueid>'
                 '<uniqueid type="TMDB">949</uniqueid></movie>'), 113277, 949),
    "a number beside": (('<movie>{}<id>949</id><uniqueid type="tmdb">949</uniqueid>'
                        '<uniqueid type="imdb">tt0113277</uniqueid></movie>'), 113277, 949),
    "a long number beside": (('<movie>{}<id>1234567</id><uniqueid type="tmdb">1234567</uniqueid>'
                             "</movie>"), None, 1234567),
    "unknown type": (('<movie>{}<uniqueid type="tmdb" default="true"></uniqueid>'
                     '<uniqueid type="unknown">tt0113277</uniqueid></movie>'), 113277, None),
    "no type": ("<movie>{}<uniqueid>tt0113277</uniqueid></movie>", 113277, None),
    "Jellyfin's": ("<movie>{}<imdbId>tt0113277</imdbId><tmdbId>949</tmdbId></movie>", 113277, 949),
    "underscores": ("<movie>{}<imdb_id>tt0113277</imdb_id></movie>", 113277, None),
    "attributes": ('<movie>{}<id IMDB="tt0113277" TMDB="949">tt0113277</id></movie>', 113277, 949),
    "YAMJ's": ('<movie>{}<id moviedb="imdb">tt0113277</id><id moviedb="tmdb">949</id></movie>',
               113277, 949),
    "a short number": ("<movie>{}<id>949</id></movie>", None, None),
    "far too long": (f"<movie>{{}}<id>{'1' * 5_000}</id></movie>", None, None),
    "none": ("<movie>{}<uniqueid/></movie> https://example.org/tt0113277", None, None),
}  # fmt: skip


@pytest.mark.parametrize("name", IDS)
def test_ids_are_found_wherever_programs_write_them(tmp_path: Path, name: str) -> None:
    text, imdb, tmdb = IDS[name]
    [film], _ = read(tmp_path, text.format("<title>Heat</title><year>1995</year>"))

    assert (film.imdb, film.tmdb) == (imdb, tmdb)


@pytest.mark.parametrize(
    ("elements", "field", "expected"),
    [
        ("<runtime>1h 42mn</runtime>", "minutes", 102),
        ("<runtime>102 mins</runtime>", "minutes", 102),
        ("<runtime>1 hr. 42 min.</runtime>", "minutes", 102),
        ("<runtime>1 Std. 42 Min.</runtime>", "minutes", 102),
        ("<runtime>01:42:13</runtime>", "minutes", 102),
        ("<runtime>PT1H42M</runtime>", "minutes", 102),
        (
            (
                "<runtime>0</runtime><fileinfo><streamdetails><video><durationinseconds>6120"
                "</durationinseconds></video></streamdetails></fileinfo>"
            ),
            "minutes",
            102,
        ),
        ("<genre>Action, Comedy</genre>", "genres", ("Action", "Comedy")),
        ("<genre>Action|Comedy</genre>", "genres", ("Action", "Comedy")),
        ("<genre>Action/Comedy</genre>", "genres", ("Action", "Comedy")),
        ("<genre>The</genre>", "genres", ("The",)),
        (
            "<genre>Sci-Fi &amp; Fantasy</genre><genre>Action</genre>",
            "genres",
            ("Sci-Fi & Fantasy", "Action"),
        ),
        ("<country>Germany, France</country>", "countries", ("Germany", "France")),
        ("<country>Chad, Czech Republic</country>", "countries", ("Chad", "Czech Republic")),
        ("<country>de</country><country>USA</country>", "countries", ("Germany", "United States")),
        (
            "<country>Korea, Republic of / Deutschland</country>",
            "countries",
            ("Korea, Republic of", "Germany"),
        ),
        ("<languages>English, German</languages>", "languages", ("English", "German")),
        (
            "<languages>en / de</languages><language>fr</language>",
            "languages",
            ("English", "German"),
        ),
        ("<outline>Short.</outline>", "premise", "Short."),
        ("<plot>Long.</plot><outline>Short.</outline>", "premise", "Long."),
        (f"<plot>{'Whole. ' * 150}</plot><outline>Short.</outline>", "premise", "Short."),
        ("<userrating>8</userrating>", "own_rating", OwnRating(8, 10)),
        ('<userrating max="5">4</userrating>', "own_rating", OwnRating(4, 5)),
        ("<userrating>7,5</userrating>", "own_rating", OwnRating(7.5, 10)),
        ("<userrating>0</userrating>", "own_rating", None),
        ("<lastplayed>2024-03-02 21:15:00</lastplayed>", "watched", "2024-03-02"),
        ("<lastplayed>2024-03-02</lastplayed><playcount>2</playcount>", "watched", "2024-03-02"),
        ("<lastplayed>2024-03-02</lastplayed><playcount>0</playcount>", "watched", ""),
        ("<lastplayed>2024-03-02</lastplayed><watched>false</watched>", "watched", ""),
        ("<dateadded>2024-03-02 21:15:00</dateadded>", "watched", ""),
    ],
)
def test_values_are_read_in_the_spellings_of_many_programs(
    tmp_path: Path, elements: str, field: str, expected: Any
) -> None:
    assert getattr(read_one(tmp_path, elements), field) == expected


@pytest.mark.parametrize(
    ("elements", "expected"),
    [
        ("<rating>7,5</rating><votes>12.345</votes>", [("users", 7.5, 10, 12345)]),
        ('<rating max="5">3.5</rating>', [("users", 3.5, 5, None)]),
        ("<rating>7.5/10</rating><votes>1.2K</votes>", [("users", 7.5, 10, 1200)]),
        (
            (
                '<ratings><rating name="imdb" max="10"><value>7,5</value><votes>12 345</votes>'
                '</rating><rating name="tomatometerallcritics" max="100"><value>91</value>'
                '<votes>200</votes></rating><rating name="rottenTomatoes" max="100">'
                '<value>91</value></rating><rating name="metacritic" max="100">'
                "<value>78.0</value></rating></ratings>"
            ),
            [
                ("IMDb", 7.5, 10, 12345),
                ("Tomatometer", 91, 100, 200),
                ("Metacritic", 78, 100, None),
            ],
        ),
        (
            '<ratings><rating name="metacritic"><value>78</value></rating></ratings>',
            [("Metacritic", 78, 100, None)],
        ),
        ("<criticrating>8</criticrating>", [("critics", 8, 100, None)]),
        ("<rating>0</rating><votes>0</votes>", []),
        ("<rating>75</rating>", []),
        (
            '<ratings><rating name="metacritic" max="10"><value>7.8</value></rating></ratings>',
            [("Metacritic", 7.8, 10, None)],
        ),
        (
            '<ratings><rating name="&quot;A&apos;s&quot;"><value>7</value></rating></ratings>',
            [('"A\'s"', 7, 10, None)],
        ),
    ],
)
def test_ratings_name_their_source_scale_and_votes(
    tmp_path: Path, elements: str, expected: list[tuple[Any, ...]]
) -> None:
    assert [tuple(row) for row in read_one(tmp_path, elements).sections.ratings] == expected


@pytest.mark.parametrize(
    ("elements", "expected"),
    [
        ("<director>Joel Coen/Ethan Coen</director>", ["Joel Coen", "Ethan Coen"]),
        ("<director>Ann One, Bob Two</director>", ["Ann One", "Bob Two"]),
        ("<director>Ann One / Bob Two</director>", ["Ann One", "Bob Two"]),
        ("<director>Ann One|Bob Two</director>", ["Ann One", "Bob Two"]),
        ("<director>Sammy Davis, Jr.</director>", ["Sammy Davis Jr."]),
        ("<director>Kurosawa, Akira</director>", ["Akira Kurosawa"]),
        (
            "<director>Coppola, Francis Ford</director><director>Mann, Michael</director>",
            ["Francis Ford Coppola", "Michael Mann"],
        ),
        (
            "<director>Cher, Madonna</director><director>Ann One</director>",
            ["Cher", "Madonna", "Ann One"],
        ),
        ("<composer>AC/DC</composer>", ["AC/DC"]),
        ("<credits>Mario Box (novel)</credits>", ["Mario Box"]),
        ('<producer tmdbid="7"><name>Pat Box</name><role>Producer</role></producer>', ["Pat Box"]),
        ("<director>Ann One</director><director>Ann One</director>", ["Ann One"]),
        ("<writer>Only Writer</writer><credits>Only Writer</credits>", ["Only Writer"]),
    ],
)
def test_names_are_separated_but_not_cut_up(
    tmp_path: Path, elements: str, expected: list[str]
) -> None:
    assert [credit.name for credit in read_one(tmp_path, elements).credits] == expected


def test_the_votes_of_a_film_are_the_most_that_a_rating_has(tmp_path: Path) -> None:
    ratings = "".join(
        f'<rating name="{name}"><value>7</value><votes>{votes}</votes></rating>'
        for name, votes in (("imdb", 12), ("themoviedb", 345), ("trakt", ""))
    )

    assert read_one(tmp_path, f"<ratings>{ratings}</ratings>").votes == 345
    assert read_one(tmp_path, "<rating>7</rating>").votes is None


def test_credits_keep_their_jobs(tmp_path: Path) -> None:
    film = read_one(
        tmp_path,
        "<writer>Wil Writer</writer><producer>Pat Producer</producer>"
        "<actor><name>Last</name><order>10</order></actor>"
        "<actor><name>First</name><role>A; B</role><sortorder>0</sortorder></actor>"
        "<actor><name>Second</name><type>GuestStar</type><order>9</order></actor>"
        "<actor><name>Unplaced</name></actor><actor><name/><role>Nobody</role></actor>"
        "<actor><name>Com Poser</name><type>Composer</type></actor>"
        "<actor><name>Wil Writer</name><type>Writer</type></actor>",
    )

    assert film.credits == [
        Credit("First", "cast", "A; B"), Credit("Second", "cast"), Credit("Last", "cast"),
        Credit("Unplaced", "cast"), Credit("Com Poser", "Composer"),
        Credit("Wil Writer", "Writer"), Credit("Pat Producer", "Producer"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("elements", "expected"),
    [
        ("<studio>A Films/B Films</studio>", ["A Films", "B Films"]),
        ("<studio>A Films, B Films</studio>", ["A Films", "B Films"]),
        ("<studio>Hope, Faith and Film</studio><studio>B</studio>", ["Hope, Faith and Film", "B"]),
        ("<studio>A Films/B Films</studio><studio>C</studio>", ["A Films/B Films", "C"]),
    ],
)
def test_companies_in_elements_are_separated(
    tmp_path: Path, elements: str, expected: list[str]
) -> None:
    assert [row.name for row in read_one(tmp_path, elements).sections.companies] == expected


def test_values_that_cannot_be_read_are_counted(tmp_path: Path) -> None:
    text = (
        "<movie><title>Zedx</title><year>1995</year><runtime>long</runtime><rating>good</rating>"
        "<userrating>11</userrating><premiered>soon, in 2002</premiered></movie>"
    )
    [film], report = read(tmp_path, text)

    assert (film.minutes, film.own_rating, film.sections.ratings) == (None, None, [])
    assert report.unreadable == Counter(
        {"running times": 1, "ratings": 1, "your ratings": 1, "dates": 1}
    )


# --- Files -------------------------------------------------------------------------------------

HEAD, TAIL = "<movie><title>", "</title><year>2009</year></movie>"
ENCODINGS: dict[str, tuple[bytes, str]] = {
    "UTF-8 with a mark": (f"\ufeff{HEAD}Ümlaut{TAIL}".encode(), "Ümlaut"),
    "UTF-16": (f'<?xml version="1.0" encoding="utf-16"?>{HEAD}Ümlaut{TAIL}'.encode("utf-16"),
               "Ümlaut"),
    "UTF-16 without a mark": (f"{HEAD}Ümlaut{TAIL}".encode("utf-16-le"), "Ümlaut"),
    "declared": (f'<?xml version="1.0" encoding="windows-1251"?>{HEAD}Солярис{TAIL}'
                 .encode("cp1251"), "Солярис"),
    "wrongly declared": (f'<?xml version="1.0" encoding="iso-8859-1"?>{HEAD}Ümlaut{TAIL}'.encode(),
                         "Ümlaut"),
    "not declared": (f"{HEAD}Ümlaut – 2{TAIL}".encode("cp1252"), "Ümlaut – 2"),
    "declared as UTF-8": (f'<?xml version="1.0" encoding="utf-8"?>{HEAD}Ümlaut{TAIL}'
                          .encode("cp1252"), "Ümlaut"),
    "a codec that isn't an encoding": (f'<?xml encoding="punycode"?>{HEAD}Ümlaut{TAIL}'
                                       .encode("cp1252"), "Ümlaut"),
    "bare ampersand": (f"{HEAD}Angels & Daemons{TAIL}".encode(), "Angels & Daemons"),
    "ampersand in a word": (f"{HEAD}R&B{TAIL}".encode(), "R&B"),
    "XML's entities": (f"{HEAD}A &amp; B &lt;3{TAIL}".encode(), "A & B <3"),
    "HTML's entities": (f"{HEAD}One&nbsp;&times; &rarr; two &LT; &nosuch;{TAIL}".encode(),
                        "One × → two < &nosuch;"),
    "a reference by number": (f"{HEAD}A &#60;3{TAIL}".encode(), "A <3"),
    "a section of characters": (f"{HEAD}<![CDATA[A & B <3]]>{TAIL}".encode(), "A & B <3"),
    "escaped twice": (f"{HEAD}A &amp;amp; B &amp;#39;C{TAIL}".encode(), "A & B 'C"),
    "characters that XML forbids": (f"{HEAD}A\x0b\x1d&#0;&#x1f;&#xffffffff; B{TAIL}".encode(),
                                    "A B"),
    "halves of a character": (f"{HEAD}&#55357;&#56832;{TAIL}".encode(), "😀"),
    "half a character": (f"{HEAD}A &#55357; B{TAIL}".encode(), "A \ufffd B"),
    "a namespace": (f'<movie xmlns="http://example.org/a"><title>A{TAIL}'.encode(), "A"),
    "capitals": (b"<Movie><Title>A</Title><Year>2009</Year></Movie>", "A"),
    "a closing tag too many": (f"{HEAD}A{TAIL}</xml>".encode(), "A"),
    "a comment": (f"<!-- <movie><title>B</title></movie> -->{HEAD}A{TAIL}".encode(), "A"),
    "art around it": (f" ░▒▓ <3 <a& {HEAD}A{TAIL} >>> ▓▒░".encode("cp437", "ignore"), "A"),
}  # fmt: skip


@pytest.mark.parametrize("name", ENCODINGS)
def test_files_that_are_not_quite_xml_are_read(tmp_path: Path, name: str) -> None:
    contents, title = ENCODINGS[name]
    [film], report = read(tmp_path, contents)

    assert (film.title, report.invalid) == (title, 0)


def test_a_guessed_encoding_is_noted_once(tmp_path: Path) -> None:
    for name in ("a.nfo", "b.nfo", "c.nfo"):
        (tmp_path / name).write_bytes(f"{HEAD}Ümlaut{TAIL}".encode("cp1252"))
    _, report = read_films("nfo", [tmp_path])

    [note] = report.notes
    assert note == (
        f"{tmp_path / 'a.nfo'} and 2 more: neither UTF-8 nor in a known encoding; "
        "read as Windows-1252"
    )


def test_a_few_bytes_that_are_not_utf_8_are_counted(tmp_path: Path) -> None:
    contents = f"{HEAD}Amélie à Zürich".encode() + b"\xc3" + TAIL.encode()
    [film], report = read(tmp_path, contents)

    assert film.title == "Amélie à Zürich\ufffd"
    assert (report.unreadable, report.notes) == (Counter({"bytes": 1}), [])


REASONS: dict[str, tuple[bytes, str]] = {
    "mismatched": (b"<movie>\n<title>A</title>\n<plot>x</movie>",
                   ":3: invalid XML: mismatched tag"),
    "bare bracket": (b"<movie>\n<title>I <3 you</title></movie>",
                     ":2: invalid XML: not well-formed (invalid token)"),
    "second film": (b"\n<movie><title>A</title><year>2009</year></movie>\n\n<movie><b></movie>",
                    ":4: invalid XML: mismatched tag"),
    "incomplete": (b"<?xml version='1.0'?>\n<movie><title>A</title>",
                   ":2: <movie> isn't closed: the file is incomplete"),
    "DTD": (b'<!DOCTYPE movie [<!ENTITY a "b">]><movie><title>&a;</title></movie>',
            ":1: XML with a DTD isn't allowed"),
    "IMDb address": (b"https://www.imdb.com/title/tt0113277/?ref_=x\n",
                     ": only the address of a film. Get the film with: heart fetch tt0113277"),
    "address in art": ("▓▒░ HEAT ░▒▓ imdb.com/title/tt0113277".encode("cp437"),
                       ": only the address of a film. Get the film with: heart fetch tt0113277"),
    "another root": (b"<MsInfo><a/></MsInfo>", ": no <movie> element: only <msinfo>"),
    "text": (b"System information", ": no <movie> element: not XML"),
    "an empty element": (b'<root><movie title="A" year="2009"/></root>', ":1: no title"),
    "no title": (b"\n<movie><year>2009</year></movie>", ":2: no title"),
    "no year": (b"<movie><title>A</title></movie>", ":1: 'A' has no year"),
}  # fmt: skip


@pytest.mark.parametrize("name", REASONS)
def test_an_unreadable_file_is_reported_with_its_line_and_reason(tmp_path: Path, name: str) -> None:
    contents, reason = REASONS[name]
    _, report = read(tmp_path, contents)

    assert report.problems == [f"{tmp_path / 'film.nfo'}{reason}"]
    assert report.invalid == 1


def test_files_in_a_folder_are_found_in_any_case_and_other_kinds_are_counted(
    tmp_path: Path,
) -> None:
    files = {
        "A/FILM.NFO": f"{HEAD}Upper{TAIL}",
        "B/film.nfo": f"{HEAD}Lower{TAIL}",
        "B/._film.nfo": "\0\5\x16\7",
        "C/tvshow.nfo": "<tvshow><title>Show</title><year>2003</year></tvshow>",
        "C/e.nfo": "<episodedetails/><episodedetails><title>E</title></episodedetails>",
        "D/album.nfo": "<?xml version='1.0'?><album><title>Songs</title></album>",
        "D/settings.xml": "<settings/>",
        "D/link.nfo": "https://www.imdb.com/title/tt0113277/",
        "E/videodb.xml": f"<videodb><version>1</version>{HEAD}Ex{TAIL}\n{HEAD}Port{TAIL}"
        "<tvshow><episodedetails/><episodedetails></episodedetails></tvshow></videodb>",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    films, report = read_films("nfo", [tmp_path])

    assert [film.title for film in films] == ["Upper", "Lower", "Ex", "Port"]
    assert report.skipped == {"tvSeries": 2, "tvEpisode": 2, "album": 1, "other XML file": 1}
    assert (report.rows, report.invalid) == (11, 1)


def test_an_xml_file_given_by_name_has_films_or_is_reported(tmp_path: Path) -> None:
    _, report = read(tmp_path, "<settings/>", "settings.xml")

    assert report.problems == [f"{tmp_path / 'settings.xml'}: no <movie> element: only <settings>"]


def test_series_are_imported_if_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.nfo").write_text("<tvshow><title>Show</title><year>2003</year></tvshow>")
    [show], _ = read_films("nfo", [tmp_path / "a.nfo"], ALL_KINDS)

    assert (show.title, show.kind) == ("Show", "tvSeries")


def test_several_films_in_a_file_do_not_share_an_address(tmp_path: Path) -> None:
    text = f"{HEAD}First{TAIL}{HEAD}Second{TAIL} imdb.com/title/tt0113277"
    films, _ = read(tmp_path, text)

    assert [(film.title, film.imdb) for film in films] == [("First", None), ("Second", None)]


def test_only_the_start_of_a_file_declares_its_encoding() -> None:
    starts = b"<?xml " * 10_000  # searching from each of them would take very long
    document = NfoDocument(
        [starts, b'<?xml encoding="cp1251"?>', f"{HEAD}é{TAIL}".encode("cp1252")]
    )
    [raw] = document.read_elements()

    assert document.parse(raw).find_text("title") == "é"


def test_a_file_that_is_cut_off_keeps_its_complete_films(tmp_path: Path) -> None:
    films, report = read(tmp_path, f"<videodb>{HEAD}First{TAIL}\n<movie><title>Sec", "videodb.xml")

    assert [film.title for film in films] == ["First"]
    assert report.problems == [
        f"{tmp_path / 'videodb.xml'}:2: <movie> isn't closed: the file is incomplete"
    ]


def test_an_export_may_be_larger_than_the_limit_for_one_film(tmp_path: Path) -> None:
    film = f"{HEAD}Zedx{TAIL}\n".replace("<year>", f"<plot>{'x' * 100_000}</plot><year>")
    large = f"<movie><plot>{'x' * 5_000_000}</plot></movie>"
    films, report = read(tmp_path, f"<videodb>{film * 60}{large}{film}</videodb>", "videodb.xml")

    assert len(films) == 61
    assert report.problems == [f"{tmp_path / 'videodb.xml'}:61: <movie> is longer than 4 MB"]


def test_one_certificate_in_many_spellings_is_not_disputed(heart: Heart, tmp_path: Path) -> None:
    spellings = "DE:FSK 18 / DE:18 / FSK 18 / Rated R / US:R"
    (tmp_path / "a.nfo").write_text(
        f"<movie><title>Zedx</title><year>2009</year><mpaa>{spellings}</mpaa></movie>"
    )
    heart("import", "nfo", str(tmp_path / "a.nfo"))
    certificates = heart("releases", "zedx", "--json").json["certificates"]

    assert [(c["place"], c["certificate"]) for c in certificates] == [
        ("Germany", "18"), ("United States", "R")
    ]  # fmt: skip
    assert not any(c.get("disputes") for c in certificates)


def test_a_folder_with_only_series_says_how_to_import_them(heart: Heart, tmp_path: Path) -> None:
    (tmp_path / "tvshow.nfo").write_text("<tvshow><title>Show</title></tvshow>")

    assert heart("import", "nfo", str(tmp_path)).err == (
        "heart: nothing imported from 1 row\n"
        "Skipped 1 TV series\nUse --kinds all to import every kind\n"
    )


FRAGMENTS = [
    b"<movie>", b"</movie>", b"<movie/>", b'<movie a="b">', b"<tvshow>", b"</tvshow>", b"<!-- ",
    b" -->", b"<title>A & B</title>", b"<year>2009</year>", b"\n", b"&#x0;", b"&#55357;", b"\xff",
    b"<![CDATA[", b"]]>", b"<videodb>", b"imdb.com/title/tt0113277", b"<mpaa>DE:", b"</mpaa>", b"<",
    b"<actor><name>A, B/C</name><order>x</order></actor>", b"\0", b"<!DOCTYPE", b"&", b">", b"\xe2",
]  # fmt: skip


@given(st.lists(st.sampled_from(FRAGMENTS)), st.integers(2, 20))
def test_any_file_ends_in_films_or_reasons_however_it_is_cut_into_blocks(
    fragments: list[bytes], size: int
) -> None:
    contents = b"".join(fragments)
    blocks = [contents[i : i + size] for i in range(0, len(contents), size)]

    assert elements_of(blocks) == elements_of([contents])


def elements_of(blocks: list[bytes]) -> list[tuple[int, str]]:
    """The lines of a file's elements, and the titles or why there are none."""
    document, elements = NfoDocument(blocks), []
    try:
        for raw in document.read_elements():
            try:
                elements.append((raw.line, document.parse(raw).find_text("title")))
            except InvalidElementError as error:
                elements.append((error.line, str(error)))
    except InvalidElementError as error:
        elements.append((error.line, str(error)))
    return [*elements, (0, document.outside)]


@pytest.mark.parametrize(
    ("element", "kind"), [("premiered", "premiere"), ("releasedate", "theatrical")]
)
def test_only_the_date_of_a_premiere_is_one(tmp_path: Path, element: str, kind: str) -> None:
    path = tmp_path / "a.nfo"
    path.write_text(f"<movie><title>Zedx</title><{element}>1950-01-06</{element}></movie>")
    [film], _ = read_films("nfo", [path])

    assert [(release.date, release.kind) for release in film.sections.releases] == [
        ("1950-01-06", kind)
    ]
