"""Names of languages by their ISO 639-1 codes, as TMDb and Wikidata use them."""

from functools import cache
from pathlib import Path


def language_name(code: str) -> str:
    """Returns the name of the language with a code such as fr or pt-br; "" if it isn't known."""
    return _language_by_code().get(code.lower().partition("-")[0], "")


@cache
def _language_by_code() -> dict[str, str]:
    lines = Path(__file__).with_suffix(".txt").read_text("utf-8").splitlines()
    return dict(line.split(" ", 1) for line in lines)
