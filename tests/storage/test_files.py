"""Tests links, pipes, devices, file names, read-only folders and leftover files."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import socket
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from heartcli.catalogue.store import FILE_NAME
from heartcli.errors import HeartError
from heartcli.filmfile import template
from heartcli.quiz.progress import store
from heartcli.storage import files
from tests.catalogue.importing.test_readers import file_of
from tests.conftest import ROOT, TESTS, Heart, Screen, environment_without_coverage

SMALLEST = (TESTS / "films" / "valid" / "smallest.toml").read_text(encoding="utf-8")
CSV = "title,year\nZedx,1950\n"


# --- Links ----------------------------------------------------------------------------------------


@pytest.fixture(params=["link", "link to a link", "home", "relative"])
def linked(request: pytest.FixtureRequest, home: Path, tmp_path: Path) -> Path:
    """The real folder of the user's files, which the data folder links to."""
    far = tmp_path / "far"
    far.mkdir()
    if request.param == "home":
        shutil.rmtree(home)
        home.symlink_to(far)
        (far / "films").mkdir()
        return far
    for name in (FILE_NAME, store.FILE_NAME):
        if request.param == "link to a link":
            (tmp_path / name).symlink_to(far / name)
            (home / name).symlink_to(tmp_path / name)
        elif request.param == "relative":
            (home / name).symlink_to(Path("..") / "far" / name)
        else:
            (home / name).symlink_to(far / name)
    return far


def _links(home: Path) -> dict[str, str]:
    paths = [home, *home.iterdir()]
    return {str(path): str(path.readlink()) for path in paths if path.is_symlink()}


def test_an_import_through_a_link_keeps_the_link_and_changes_its_target(
    heart: Heart, home: Path, linked: Path, tmp_path: Path
) -> None:
    before = _links(home)
    for name in ("csv", "nfo"):
        assert heart("import", name, str(file_of(name, tmp_path))).code == 0
    assert heart("film", "the quarry road").code == 0
    assert (linked / FILE_NAME).is_file()
    assert _links(home) == before

    heart("catalogue", "--remove", "csv", "--yes")
    (linked / FILE_NAME).write_bytes(b"damaged")
    screen = heart("import", "csv", str(tmp_path / "csv-films.csv"))

    assert f"was damaged: moved to {linked / 'catalogue.damaged-1.db'}" in screen.err
    assert (linked / "catalogue.damaged-1.db").read_bytes() == b"damaged"
    assert heart("catalogue", "--remove", "csv", "--yes").code == 0
    assert not (linked / FILE_NAME).exists()
    assert _links(home) == before


def test_progress_through_a_link_keeps_the_link_and_changes_its_target(
    heart: Heart, home: Path, linked: Path
) -> None:
    before = _links(home)
    heart("quiz", "--seed", "1", typed="a\n")
    assert heart("scores", "--json").json["answers"] == 1
    screen = heart("scores", "--reset", "--yes")
    assert str(linked / "progress.before-reset-1.db") in screen.err
    assert _links(home) == before

    (linked / store.FILE_NAME).write_bytes(b"damaged" * 1000)
    screen = heart("quiz", "--seed", "1", typed="a\n")
    assert f"moved to {linked / 'progress.damaged-1.db'}" in screen.err
    assert heart("scores", "--json").json["answers"] == 1
    assert _links(home) == before


def test_a_circular_link_is_reported(heart: Heart, home: Path) -> None:
    for name in (FILE_NAME, store.FILE_NAME):
        (home / name).symlink_to(home / name)
    (home / "films" / "a.toml").symlink_to(home / "films" / "a.toml")

    for command in (["films", "zedx"], ["scores"], ["film", "casablanca"], ["films"]):
        screen = heart(*command)
        assert screen.code in (0, 1)
        assert len(screen.err.splitlines()) <= 2


def test_new_does_not_write_over_or_through_a_link(heart: Heart, tmp_path: Path) -> None:
    for target in (tmp_path / "there.toml", tmp_path / "not there.toml"):
        (tmp_path / "there.toml").write_text("mine", encoding="utf-8")
        link = tmp_path / "link.toml"
        link.unlink(missing_ok=True)
        link.symlink_to(target)
        screen = heart("new", "Moontango (1942)", "-o", str(link))

        assert (screen.code, "already exists" in screen.err) == (1, True)
        assert link.is_symlink()
    assert (tmp_path / "there.toml").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "not there.toml").exists()


# --- Irregular files ------------------------------------------------------------------------------


@pytest.fixture
def odd_files(tmp_path: Path) -> Path:
    """A folder with pipes, sockets, and links: broken, circular, to a device and to itself."""
    folder = tmp_path / "strange"
    folder.mkdir()
    for ending in ("csv", "toml", "json"):
        os.mkfifo(folder / f"pipe.{ending}")
        (folder / f"nothing.{ending}").symlink_to(folder / "nowhere")
        (folder / f"circle.{ending}").symlink_to(folder / f"circle.{ending}")
        (folder / f"device.{ending}").symlink_to("/dev/zero")
        with closing(socket.socket(socket.AF_UNIX)) as server:
            here = Path.cwd()
            os.chdir(folder)  # because a socket's path must be short
            server.bind(f"socket.{ending}")
            os.chdir(here)
    (folder / "itself").symlink_to(folder)
    return folder


def test_import_counts_what_is_not_a_regular_file(heart: Heart, odd_files: Path) -> None:
    (odd_files / "films.CSV").write_text(CSV, encoding="utf-8")
    summary = heart("import", "csv", str(odd_files), "--json").json

    assert (summary["films"], summary["bad"]) == (1, 5)
    assert f"{odd_files}/nothing.csv: broken link" in summary["told"]
    assert f"{odd_files}/pipe.csv: not a regular file" in summary["told"]


def test_reading_entities_twice_counts_irregular_files_once(heart: Heart, odd_files: Path) -> None:
    shutil.copy(file_of("wikidata", odd_files), odd_files / "b.json")

    assert heart("import", "wikidata", str(odd_files), "--json").json["bad"] == 10


def test_check_and_shelf_report_what_is_not_a_regular_file(
    heart: Heart, home: Path, odd_files: Path
) -> None:
    (odd_files / "film.TOML").write_text(SMALLEST, encoding="utf-8")
    files = heart("check", str(odd_files), "--json").json["files"]

    assert {Path(file["path"]).name for file in files if not file["problems"]} == {"film.TOML"}
    assert len(files) == 6
    for path in odd_files.glob("*.[tT]*"):
        path.rename(home / "films" / path.name)
    shelved = heart("films", "--json").json["films"]
    assert sum("broken" in film for film in shelved) == 5
    played = heart("quiz", "--shelf", "--json", "--seed", "1")
    assert played.err.count("Skipped a film file") == 5


def test_a_file_replaced_by_a_pipe_does_not_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe, file = tmp_path / "pipe", tmp_path / "file"
    os.mkfifo(pipe)
    file.touch()
    before = file.stat()
    monkeypatch.setattr(Path, "stat", lambda _: before)

    assert files.open_regular(pipe) is None


def test_a_device_is_never_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, heart: Heart
) -> None:
    opened: list[str] = []
    original = os.open

    def note_path(path: str, *args: int, **kwargs: int) -> int:
        opened.append(str(path))
        return original(path, *args, **kwargs)

    monkeypatch.setattr(os, "open", note_path)
    (tmp_path / "a.csv").symlink_to("/dev/zero")
    for command in (["import", "csv"], ["check"], ["film"]):
        for path in ("/dev/zero", str(tmp_path)):
            assert heart(*command, path).code == 1
    assert not {path for path in opened if path.endswith(("zero", "a.csv"))}


# --- Names ----------------------------------------------------------------------------------------


def test_a_film_file_may_end_in_capitals(heart: Heart, home: Path) -> None:
    path = home / "films" / "Moontango.TOML"
    path.write_text('format = 1\ntitle = "Moontango"\nyear = 1942\n', encoding="utf-8")

    assert heart("film", "moontango", "--json").json["film"]["title"] == "Moontango"
    assert heart("film", str(path), "--json").json["film"]["title"] == "Moontango"
    assert heart("check", str(home)).code == 0
    assert "no such file: Casablanca.TOML" in heart("film", "Casablanca.TOML").err


@pytest.mark.parametrize(
    ("format_", "name"), [("nfo", "a.NFO"), ("tmdb", "A.Json"), ("csv", "A.CSV")]
)
def test_a_file_to_import_may_end_in_capitals(
    heart: Heart, tmp_path: Path, format_: str, name: str
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    file_of(format_, tmp_path).rename(folder / name)

    assert heart("import", format_, str(folder), "--json").json["films"] == 1


def test_titles_made_of_symbols_get_different_file_names(heart: Heart, home: Path) -> None:
    titles = ["..", "***", "👻", "?!", "..."]
    for title in titles:
        assert heart("new", f"{title} (1999)").code == 0
    names = sorted(path.name for path in (home / "films").iterdir())

    assert len(names) == len(titles)
    assert "asterisk-asterisk-asterisk-1999.toml" in names
    assert heart("check", str(home / "films")).code == 0
    shelved = [film for film in heart("films", "--json").json["films"] if not film["bundled"]]
    assert len({film["id"] for film in shelved}) == len(titles)
    screen = heart("new", f"{'*' * 100} (1999)")
    assert (screen.code, "Use -o PATH" in screen.err) == (1, True)
    assert heart("new", f"{'*' * 100} (1999)", "-o", str(home / "a.toml")).code == 0


@pytest.mark.parametrize(
    ("error", "action", "message"),
    [
        (FileNotFoundError(2, "No such file"), "read", "no such file: a.toml"),
        (
            PermissionError(13, "Permission denied"),
            "read",
            "can't read a.toml: Permission denied",
        ),
        (OSError(28, "No space left"), "write", "can't write a.toml: No space left"),
        (ValueError("embedded null byte"), "read", "can't read a.toml: embedded null byte"),
    ],
)
def test_an_os_error_becomes_a_message_with_the_reason(
    error: Exception, action: str, message: str
) -> None:
    with pytest.raises(HeartError) as raised, files.os_errors("a.toml", action):
        raise error
    assert str(raised.value) == message


# --- File systems ---------------------------------------------------------------------------------


@pytest.fixture
def without_links(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)


@pytest.mark.usefixtures("without_links")
def test_new_needs_no_hard_links(tmp_path: Path) -> None:
    path = tmp_path / "film.toml"
    template.write_film_file("text", path)
    assert path.read_text(encoding="utf-8") == "text"

    with pytest.raises(HeartError, match="already exists"):
        template.write_film_file("other", path)
    assert path.read_text(encoding="utf-8") == "text"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.usefixtures("without_links")
def test_a_failure_without_hard_links_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(HeartError, match="No space left"):
        template.write_film_file("text", tmp_path / "film.toml")
    assert list(tmp_path.iterdir()) == []


# --- Read-only and missing data folders ----------------------------------------------------------


def _drop_privileges() -> None:
    """Gives up root's privilege to write read-only files."""
    if os.getuid() == 0:
        drop, override = 24, 1  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE
        assert ctypes.CDLL(None).prctl(drop, override, 0, 0, 0) == 0


def read_only(home: Path, *args: str) -> Screen:
    """Runs a command with a read-only data folder."""
    shutil.rmtree(home / "films", ignore_errors=True)
    for path in home.iterdir():
        path.chmod(0o444)
    home.chmod(0o555)
    command = [sys.executable, "-m", "heartcli", *args]
    try:
        ended = subprocess.run(
            command, env=environment_without_coverage(home), cwd=ROOT, stdin=subprocess.DEVNULL,
            capture_output=True, check=False, preexec_fn=_drop_privileges,
        )  # fmt: skip
    except subprocess.SubprocessError:
        pytest.skip("root can't give up its privileges here")
    finally:
        home.chmod(0o755)
    return Screen(ended.stdout.decode(), ended.stderr.decode(), ended.returncode)


def test_progress_in_a_read_only_folder_is_shown(heart: Heart, home: Path) -> None:
    heart("quiz", "--seed", "1", typed="a\n" * 3)
    (home / f"{store.FILE_NAME}.lock").unlink()
    shown = read_only(home, "scores", "--json")

    assert (shown.code, shown.err) == (0, "")
    assert shown.json["answers"] == 3
    assert "Nothing is due" in read_only(home, "practice").err
    assert read_only(home, "quiz", "--json").err == ""
    assert [path.name for path in home.iterdir()] == [store.FILE_NAME]


def test_a_log_in_a_read_only_folder_is_read(heart: Heart, home: Path, tmp_path: Path) -> None:
    """A killed program leaves a write-ahead log."""
    heart("quiz", "--seed", "1", typed="a\n")
    shutil.copy(home / store.FILE_NAME, tmp_path / store.FILE_NAME)
    with closing(sqlite3.connect(tmp_path / store.FILE_NAME)) as database:
        database.execute("UPDATE answer SET section = 'legacy'")
        database.commit()
        for ending in ("", "-wal"):
            shutil.copy(tmp_path / f"{store.FILE_NAME}{ending}", home)
    shown = read_only(home, "scores", "--json")

    assert [section["name"] for section in shown.json["sections"]] == ["legacy"]


def test_damage_in_a_read_only_folder_is_reported(home: Path) -> None:
    (home / store.FILE_NAME).write_bytes(b"letters" * 1000)
    shown = read_only(home, "scores")

    assert shown.code == 1
    assert f"can't move the damaged {home / store.FILE_NAME}: it is read-only" in shown.err
    assert [path.name for path in home.iterdir()] == [store.FILE_NAME]


@pytest.mark.parametrize(
    "command",
    [["scores"], ["scores", "--json"], ["practice"], ["practice", "--json"],
     ["practice", "--no-save"], ["quiz", "--json"], ["quiz", "--shelf", "--json"]],
    ids=" ".join,
)  # fmt: skip
@pytest.mark.parametrize("exists", [True, False], ids=["empty", "no home"])
def test_commands_that_only_read_create_no_file(
    heart: Heart, home: Path, command: list[str], exists: bool
) -> None:
    shutil.rmtree(home)
    if exists:
        home.mkdir()
    assert heart(*command).code == 0
    assert list(home.parent.rglob("*")) == ([home] if exists else [])


@pytest.mark.parametrize("gone", [True, False], ids=["gone", "empty"])
@pytest.mark.parametrize("ending", ["-wal", "-journal"])
@pytest.mark.parametrize(
    "command", [["scores"], ["quiz", "--seed", "1", "--replies", "-"]], ids=" ".join
)
def test_a_log_beside_an_emptied_database_is_set_aside(
    heart: Heart, home: Path, command: list[str], ending: str, gone: bool
) -> None:
    heart("quiz", "--seed", "1", typed="a\n")
    (home / store.FILE_NAME).write_bytes(b"")
    if gone:
        (home / store.FILE_NAME).unlink()
    (home / f"{store.FILE_NAME}{ending}").write_bytes(b"answers" * 1000)
    screen = heart(*command, typed="a\n")

    assert f"moved to {home / 'progress.damaged-1.db'}" in screen.err
    assert (home / f"progress.damaged-1.db{ending}").read_bytes() == b"answers" * 1000
    assert (home / "progress.damaged-1.db").exists() != gone


# --- Replies --------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("way", ["file", "stdin"])
def test_replies_are_read_in_the_encoding_of_their_byte_order_mark(
    heart: Heart, tmp_path: Path, encoding: str, way: str
) -> None:
    questions = heart("quiz", "--seed", "1", "--form", "typed", "--json").json["questions"]
    text = "\r\n".join(question["answer"] for question in questions)
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    replies = tmp_path / "replies.txt"
    replies.write_bytes((mark + text).encode(encoding))
    command = ["quiz", "--seed", "1", "--form", "typed", "--replies"]
    if way == "file":
        screen = heart(*command, str(replies))
    else:
        screen = heart(*command, "-", typed=replies.read_bytes())

    assert "10 of 10 points" in screen.out


@pytest.mark.parametrize("contents", [b"\xef\xbb\xbf", b"\xff\xfe", b"\xff\xfe\0", b"\xfe\xff\xd8"])
def test_a_byte_order_mark_alone_is_not_a_reply(heart: Heart, contents: bytes) -> None:
    screen = heart("quiz", "--seed", "1", "--replies", "-", typed=contents)

    assert screen.code == 0
    assert re.fullmatch("Seed 1 .*\n", screen.err)


@pytest.mark.parametrize("kind", ["a pipe", "a device", "a folder"])
@pytest.mark.parametrize("through_a_link", [False, True])
def test_progress_never_opens_or_renames_an_irregular_file(
    heart: Heart, home: Path, tmp_path: Path, kind: str, *, through_a_link: bool
) -> None:
    far = tmp_path / "far"
    far.mkdir()
    place = far / "odd" if through_a_link else home / store.FILE_NAME
    if through_a_link:
        (home / store.FILE_NAME).symlink_to(place)
    if kind == "a pipe":
        os.mkfifo(place)
    elif kind == "a folder":
        place.mkdir()
    else:
        try:
            os.mknod(place, stat.S_IFCHR | 0o600, os.makedev(1, 5))
        except PermissionError:
            pytest.skip("only root can create a device")
    before = sorted(home.iterdir()), sorted(far.iterdir()), place.lstat().st_ino

    for _ in range(2):
        screen = heart("quiz", "--seed", "1", "--count", "1", typed="a\n")
        assert screen.code == 0
        assert "This round won't be saved: " in screen.err
        assert "is not a regular file" in screen.err
    for args in (["scores"], ["practice"], ["scores", "--reset", "--yes"]):
        assert "is not a regular file" in heart(*args).err
    assert (sorted(home.iterdir()), sorted(far.iterdir()), place.lstat().st_ino) == before


def test_a_file_instead_of_the_data_folder_is_reported(heart: Heart, tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.touch()

    for args in (["import", "csv", str(place)], ["quiz", "--seed", "1", "--count", "1"]):
        assert "file is not a folder" in heart(*args, typed="a\n", HEART_HOME=str(place)).err
