"""Country names by the codes that IMDb, TMDb and Kodi use.

Two-letter codes are from ISO 3166-1. Longer ones are IMDb's, for former countries and the world.
"""

from pathlib import Path

_LINES = Path(__file__).with_name("regions.txt").read_text("utf-8").splitlines()
COUNTRY_BY_CODE = {"\\N": "", **dict(line.split(" ", 1) for line in _LINES)}
