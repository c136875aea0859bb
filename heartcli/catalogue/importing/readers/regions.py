"""Country names by the codes that IMDb, TMDb and Kodi use.

Two-letter codes are from ISO 3166-1. Longer ones are IMDb's, for former countries and the world.
"""

from pathlib import Path

_LINES = Path(__file__).with_name("regions.txt").read_text("utf-8").splitlines()
COUNTRY_BY_CODE = {"\\N": "", **dict(line.split(" ", 1) for line in _LINES)}
# Names that other sources use for countries, with those that IMDb's codes stand for.
_COUNTRY_BY_NAME = {
    "United States of America": "United States",
    "Kingdom of the Netherlands": "Netherlands",
    "Kingdom of Denmark": "Denmark",
}


def country_name(name: str) -> str:
    """A country's name as the bundled catalogue has it."""
    return _COUNTRY_BY_NAME.get(name, name)
