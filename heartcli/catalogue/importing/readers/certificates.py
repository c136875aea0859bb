"""Parses certificates in the spellings that film managers and film sites use."""

import re
from collections.abc import Iterable

from heartcli.catalogue.importing.readers.regions import find_country
from heartcli.catalogue.models import CertificateRow

_PLACE_BY_BOARD = {
    "fsk": "Germany", "bbfc": "United Kingdom", "mpaa": "United States", "mpa": "United States",
}  # fmt: skip
_AMERICAN = {
    re.sub(r"\W", "", name).lower(): name
    for name in (
        "G", "GP", "M", "M/PG", "PG", "PG-13", "R", "NC-17", "X", "Approved", "Passed", "Not Rated",
        "Unrated", "TV-Y", "TV-Y7", "TV-Y7-FV", "TV-G", "TV-PG", "TV-14", "TV-MA",
    )
} | {"nr": "Not Rated"}  # fmt: skip
# Certificates that begin like a country's code.
_CERTIFICATE_STARTS = frozenset(("ma", "nc", "pg", "tv"))
_SEPARATOR = re.compile(r"\s/\s|[|;]|[,/](?=\s?[^\W\d_][^:,/]*:)")
_BOARD = re.compile(rf"({'|'.join(_PLACE_BY_BOARD)})(?![^\W\d_])[\s:_-]*", re.IGNORECASE)
_PLACE = re.compile(r"(?P<name>[^\W\d_][^\d:/_]*?)(?P<mark>[:/_-])(?P<rest>.*)", re.DOTALL)
_RATED = re.compile(r"^Rated:?\s+", re.IGNORECASE)
_REASON = re.compile(r"\s(?:for|due to|-|–)\s.*|\(.*", re.DOTALL)
_FROM_AGE = re.compile(r"ab (?=\d)|(?<=\d) (?:Jahren?|years?)\b", re.IGNORECASE)


def parse_certificates(texts: Iterable[str]) -> list[CertificateRow]:
    """Returns the distinct certificates in texts such as "USA:R / UK:15", "DE-16" or "FSK 12".

    The place is empty if the text doesn't name it.
    """
    parts = (part.strip() for text in texts for part in _SEPARATOR.split(text))
    rows = list(dict.fromkeys(map(_parse_certificate, filter(None, parts))))
    placed = {row.certificate for row in rows if row.place}
    return [row for row in rows if row.place or row.certificate not in placed]


def _parse_certificate(text: str) -> CertificateRow:
    place, text = _split_place(_RATED.sub("", text))
    text = _RATED.sub("", text)  # as in US:Rated R
    if board := _BOARD.match(text):
        place = place or _PLACE_BY_BOARD[board[1].lower()]
        text = text[board.end() :]
    certificate = _FROM_AGE.sub("", _REASON.sub("", text)).strip(" :")
    american = _AMERICAN.get(re.sub(r"\W", "", certificate).lower())
    if american and place in ("", "United States"):
        return CertificateRow(american, "United States")
    return CertificateRow(certificate, place)


def _split_place(text: str) -> tuple[str, str]:
    """Splits "de/16" or "Germany:12" into country and certificate; the country may be ""."""
    match = _PLACE.match(text)
    name = match["name"].strip() if match else ""
    if not match or name.lower() in _PLACE_BY_BOARD:
        return "", text
    country = find_country(name)
    if match["mark"] == ":":
        return country or name, match["rest"].strip()
    if country and name.lower() not in _CERTIFICATE_STARTS:
        return country, match["rest"].strip()
    return "", text
