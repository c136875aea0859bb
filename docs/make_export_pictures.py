"""Makes the pictures for the guide to sharing: python docs/make_export_pictures.py

Needs Chromium, pdftoppm (poppler-utils) and the package `anki`.
"""

import subprocess
import tempfile
from contextlib import closing
from html import escape
from pathlib import Path
from typing import Any

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

HERE = Path(__file__).parent / "screens"
SHEET = ["sheet", "--seed", "23", "--title", "One from the Heart"]
CARD = "Every film studio"  # how its question begins
DESK = "margin:0;padding:24px;background:#8a8780;display:flex;gap:24px;align-items:flex-start"


def main() -> None:
    """Exports a sheet and a deck, and takes pictures of them."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        _picture_sheet(here)
        _picture_card(here)


def _picture_sheet(folder: Path) -> None:
    sheet, printed = folder / "sheet.html", folder / "sheet.pdf"
    _export(*SHEET, "-o", str(sheet))
    _browse(folder, f"--print-to-pdf={printed}", "--no-pdf-header-footer", str(sheet))
    subprocess.run(["pdftoppm", "-r", "64", "-png", printed, folder / "page"], check=True)
    first, *_, answers = _pages_with(printed, "One from the Heart", "Answers")
    pages = sorted(folder.glob("page-*.png"))
    images = "".join(f'<img width="544" src="{pages[n].name}">' for n in (first, answers))
    _shoot(folder, images, (1160, 752), HERE / "sheet.png")


def _pages_with(printed: Path, *headings: str) -> list[int]:
    """Returns the numbers of the pages that begin with these headings, from 0."""
    text = subprocess.run(
        ["pdftotext", "-layout", printed, "-"], check=True, capture_output=True, text=True
    ).stdout
    pages = [page.split("\n", 1)[0] for page in text.split("\f")]
    return [next(n for n, top in enumerate(pages) if heading in top) for heading in headings]


def _picture_card(folder: Path) -> None:
    deck = folder / "heart.apkg"
    _export("anki", "-o", str(deck))
    with closing(Collection(str(folder / "collection.anki2"))) as collection:
        request = ImportAnkiPackageRequest(
            package_path=str(deck), options=ImportAnkiPackageOptions()
        )
        collection.import_anki_package(request)
        notes = map(collection.get_note, collection.find_notes(""))
        card = next(note.cards()[0] for note in notes if note.fields[0].startswith(CARD))
        shown: Any = card.render_output()
    sides = ((shown.question_text, ""), (shown.answer_text, ""), (shown.answer_text, "nightMode"))
    cards = (escape(_card(*side, shown.css)) for side in sides)
    frames = (f'<iframe width="360" height="620" frameborder="0" srcdoc="{c}">' for c in cards)
    _shoot(folder, "</iframe>".join(frames), (1176, 668), HERE / "anki.png")


def _card(side: str, mode: str, css: str) -> str:
    return f'<style>{css}</style><body class="card {mode}"><div id="qa">{side}</div>'


def _export(*args: str) -> None:
    subprocess.run(["heart", "export", *args], check=True, stderr=subprocess.DEVNULL)


def _shoot(folder: Path, body: str, size: tuple[int, int], picture: Path) -> None:
    page = folder / "page.html"
    page.write_text(f'<!doctype html><meta charset="utf-8"><body style="{DESK}">{body}', "utf-8")
    width, height = size
    _browse(folder, f"--screenshot={picture}", f"--window-size={width},{height}", str(page))


def _browse(folder: Path, *args: str) -> None:
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
    command = ["chromium", *flags, f"--user-data-dir={folder}/profile", *args]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
