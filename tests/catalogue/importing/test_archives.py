"""Zip archives: every format can be read from one, and nothing in it reaches the disk."""

from __future__ import annotations

import gzip
import io
import warnings
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from heartcli.catalogue.importing.files import ImportFiles
from heartcli.catalogue.importing.report import ImportReport
from heartcli.catalogue.store import FILE_NAME
from heartcli.errors import HeartError
from heartcli.output import NullProgress
from tests.catalogue.importing.test_readers import CSV, FILES, dump
from tests.conftest import Heart
from tests.filmfile.test_robust import mangled

TABLE = "title,year\nZedx,1950\n"


def zip_of(files: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive with these files, which may have the same name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, contents in files.items():
            archive.writestr(name, contents)
    return buffer.getvalue()


@pytest.mark.parametrize("name", FILES)
def test_every_format_is_read_from_a_zip_archive(heart: Heart, tmp_path: Path, name: str) -> None:
    file, text = FILES[name]
    path = tmp_path / "export.zip"
    path.write_bytes(zip_of({f"folder/{file}": text, "readme.txt": "no film"}))
    summary = heart("import", name.replace("sparql", "wikidata"), str(path), "--json").json

    assert (summary["films"], summary["bad"]) == (1, 0)


def test_gzip_files_in_a_zip_archive_are_unpacked(heart: Heart, tmp_path: Path) -> None:
    files = {path.name: path.read_bytes() for path in dump(tmp_path / "imdb").iterdir()}
    (tmp_path / "imdb.zip").write_bytes(zip_of({**files}))

    assert heart("import", "imdb", str(tmp_path / "imdb.zip"), "--json").json["films"] == 2


def test_problems_name_the_file_in_the_archive(heart: Heart, tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(zip_of({"lists/a.csv": f"{TABLE}Zedy,soon\n"}))
    summary = heart("import", "csv", str(path), "--json").json

    assert summary["told"] == [f"{path}:lists/a.csv:3: 'Zedy' has no year"]


@pytest.mark.parametrize(
    "name", ["../../outside.csv", "/outside.csv", "a\\..\\b.csv", "a\nb\x1b[1m.csv", "C:x.csv"]
)
def test_names_in_an_archive_are_never_used_as_paths(
    heart: Heart, home: Path, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "in" / "side"
    folder.mkdir(parents=True)
    (folder / "export.zip").write_bytes(zip_of({name: f"{TABLE}Zedy\n"}))
    before = {*tmp_path.rglob("*")} - {*home.rglob("*")}
    screen = heart("import", "csv", str(folder / "export.zip"))

    assert screen.code == 0
    assert "\x1b" not in screen.out.replace("\x1b[0m", "")
    assert {*tmp_path.rglob("*")} - {*home.rglob("*")} == before


def encrypted() -> bytes:
    contents = bytearray(zip_of({"a.csv": TABLE}))
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        contents[contents.index(magic) + offset] |= 1
    return bytes(contents)


ARCHIVES = {
    "a password": (encrypted(), "needs a password"),
    "an unknown compression": (zip_of({"a.csv": TABLE}, zipfile.ZIP_LZMA), "unknown compression"),
    "no table": (zip_of({"a.txt": TABLE}), "no .csv or "),
    "nothing": (zip_of({}), "no .csv or "),
    "a workbook": (zip_of({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "Save it as CSV"),
    "another archive": (
        zip_of({"b/c.zip": zip_of({"a.csv": TABLE})}),
        "contains the archive b/c.zip",
    ),
    "a truncated file": (zip_of({"a.csv": TABLE})[:-30], "is damaged"),
    "damaged contents": (
        zip_of({"a.csv": TABLE}, zipfile.ZIP_STORED).replace(b"Zedx", b"Zedy", 1),
        "is damaged",
    ),
    "a name that isn't UTF-8": (
        zip_of({"é.csv": TABLE}).replace("é".encode(), b"\xc3x"),
        "is damaged",
    ),
    "a wrong offset": (
        zip_of({"a.csv": TABLE}).replace(b"\0\0\0\0a.csv", b"\xff\xff\0\0a.csv"),
        "is damaged",
    ),
    "only a beginning": (b"PK\x03\x04", "is damaged"),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_unusable_archive_gets_one_clear_line(
    heart: Heart, home: Path, tmp_path: Path, name: str
) -> None:
    contents, reason = ARCHIVES[name]
    (tmp_path / "export.zip").write_bytes(contents)
    screen = heart("import", "csv", str(tmp_path / "export.zip"))

    assert (screen.code, screen.out, screen.err.count("\n")) == (1, "", 1)
    assert reason in screen.err
    assert not (home / FILE_NAME).exists()


@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_archive_is_read_or_refused(seed: int, tmp_path: Path) -> None:
    contents = zip_of({"a.csv": TABLE * 20, "b/c.csv": CSV, "d.zip": b"PK"})
    path = tmp_path / "export.zip"
    for number in range(20):
        path.write_bytes(mangled(contents, 1_000 * seed + number))
        files = ImportFiles(ImportReport(), NullProgress())
        with suppress(HeartError):
            for member in files.find([path], (".csv",)):
                assert len(b"".join(files.read_blocks(member))) < 1_000_000


def test_files_that_macos_adds_to_an_archive_are_ignored(heart: Heart, tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    names = ("__MACOSX/._a.csv", "._a.csv", "lists/._a.csv")
    path.write_bytes(zip_of({"a.csv": CSV} | dict.fromkeys(names, b"\0\x05\x16")))
    summary = heart("import", "csv", str(path), "--json").json

    assert (summary["films"], summary["bad"]) == (1, 0)


@pytest.mark.parametrize(("count", "size"), [(1, 70 << 20), (3, 25 << 20)], ids=["one", "several"])
def test_an_archive_that_could_fill_the_disk_is_refused(
    heart: Heart, home: Path, tmp_path: Path, count: int, size: int
) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(zip_of({f"{n}.csv": TABLE + " " * size for n in range(count)}))
    screen = heart("import", "csv", str(path))

    assert (screen.code, screen.err) == (
        1, f"heart: won't unpack {path}: it could fill the disk\n",
    )  # fmt: skip
    assert not (home / FILE_NAME).exists()


def test_a_file_that_is_packed_twice_is_measured_against_its_archive(tmp_path: Path) -> None:
    packed = gzip.compress(TABLE.encode() + bytes(70 << 20), 9)
    path = tmp_path / "export.zip"
    path.write_bytes(zip_of({"a.csv.gz": packed}))
    files = ImportFiles(ImportReport(), NullProgress())
    [member] = files.find([path], (".csv.gz",))

    with pytest.raises(HeartError, match="could fill the disk"):
        sum(map(len, files.read_blocks(member)))


def test_a_false_end_record_inside_the_real_one_hides_nothing(tmp_path: Path) -> None:
    contents = zip_of({"a.csv": TABLE})
    end = contents.index(b"PK\x05\x06")
    path = tmp_path / "export.zip"
    record = contents[end : end + 12] + b"\xff\xff\xff\x7fPK\x05\x06\0\0"
    path.write_bytes(contents[:end] + record)

    with pytest.raises(HeartError, match="holds too many files"):
        ImportFiles(ImportReport(), NullProgress()).find([path], (".csv",))


@pytest.mark.parametrize("has_64_bits", [True, False], ids=["64 bits", "32 bits"])
def test_an_archive_of_too_many_files_is_refused(
    heart: Heart, tmp_path: Path, has_64_bits: bool
) -> None:
    contents = zip_of({"a.csv": TABLE})
    end = contents.index(b"PK\x05\x06")
    directory, record = contents[:end], contents[end:]
    large = record[:12] + b"\xff\xff\xff\x7f" + record[16:]
    path = tmp_path / "export.zip"
    path.write_bytes(directory + (b"PK\6\7" + bytes(16) + record if has_64_bits else large))

    assert "holds too many files" in heart("import", "csv", str(path)).err
