"""Records as sentences."""

import pytest

from heartcli.model.records import Release


@pytest.mark.parametrize(
    ("release", "sentence"),
    [
        (
            Release(kind="theatrical", edition="Theatrical cut", place="Japan", by="Toho-Towa"),
            "The theatrical cut opened in Japan, released by Toho-Towa.",
        ),
        (
            Release(kind="premiere", place="Museum of the Moving Image, New York"),
            "The film had its premiere at the Museum of the Moving Image, New York.",
        ),
        (
            Release(kind="home", edition="Reprise", medium="DVD", place="United States"),
            "Reprise came out on DVD in the United States.",
        ),
        (Release(kind="broadcast"), "The film was shown on television."),
    ],
)
def test_a_release_reads_as_a_sentence(release: Release, sentence: str) -> None:
    assert release.sentence == sentence


@pytest.mark.parametrize(
    ("edition", "words"),
    [
        ("Director's cut", "The director's cut opened"),
        ("4K restoration", "The 4K restoration opened"),
        ("Final Cut", "Final Cut opened"),
        ("Redux", "Redux opened"),
    ],
)
def test_an_edition_with_a_name_has_no_article(edition: str, words: str) -> None:
    assert Release(kind="theatrical", edition=edition).sentence == f"{words}."
