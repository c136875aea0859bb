"""Names of languages by their ISO 639-1 codes, as TMDb and Wikidata use them."""

from pathlib import Path

_LINES = Path(__file__).with_name("languages.txt").read_text("utf-8").splitlines()
_LANGUAGE_BY_CODE = dict(line.split(" ", 1) for line in _LINES)


def language_name(code: str) -> str:
    """Returns the name of the language with a code such as fr or pt-br; "" if it isn't known."""
    return _LANGUAGE_BY_CODE.get(code.lower().partition("-")[0], "")
