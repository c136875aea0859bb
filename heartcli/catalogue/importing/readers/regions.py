"""Country names by the codes that IMDb, TMDb and Kodi use.

Two-letter codes are from ISO 3166-1, and four-letter ones, for former countries, from ISO 3166-3.
Those that begin with X are IMDb's, for other former countries and for parts of the world.
"""

from pathlib import Path

from heartcli.text.folding import fold

_LINES = Path(__file__).with_name("regions.txt").read_text("utf-8").splitlines()
COUNTRY_BY_CODE = {"\\N": "", **dict(line.split(" ", 1) for line in _LINES)}
_OTHER_NAMES = {
    "america": "United States", "brasil": "Brazil", "czechia": "Czech Republic",
    "danmark": "Denmark", "deutschland": "Germany", "espana": "Spain",
    "great britain": "United Kingdom", "holland": "Netherlands", "italia": "Italy",
    "kingdom of denmark": "Denmark", "kingdom of the netherlands": "Netherlands",
    "korea": "South Korea", "nederland": "Netherlands", "norge": "Norway", "osterreich": "Austria",
    "polska": "Poland", "russian federation": "Russia", "suomi": "Finland", "sverige": "Sweden",
    "turkiye": "Turkey", "u.k.": "United Kingdom", "u.s.": "United States",
    "u.s.a.": "United States", "uk": "United Kingdom", "united states of america": "United States",
    "usa": "United States", "ussr": "Soviet Union", "worldwide": "World-wide",
}  # fmt: skip
_COUNTRY_BY_NAME = {fold(name): name for name in COUNTRY_BY_CODE.values() if name} | _OTHER_NAMES


def find_country(text: str) -> str:
    """Returns the name of the country with a code or name ("DE", "de", "germany"), or ""."""
    return COUNTRY_BY_CODE.get(text.upper()) or _COUNTRY_BY_NAME.get(fold(text), "")


def country_name(name: str) -> str:
    """Returns a country's name as the bundled catalogue has it."""
    return _COUNTRY_BY_NAME.get(fold(name), name)
