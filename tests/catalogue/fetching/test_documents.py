"""The documents of fetched films survive other runs, and files that aren't documents."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from heartcli.catalogue.fetching.documents import FetchedFilms
from heartcli.storage import files

FILM: dict[str, Any] = {"id": "Q1", "title": "A", "year": 2000}


def test_two_runs_may_write_the_same_film(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = FetchedFilms(tmp_path), FetchedFilms(tmp_path)
    replace = files.replace_file

    def replace_later(new: Path, path: Path) -> None:
        monkeypatch.setattr(files, "replace_file", replace)
        other.write({"film": FILM, "fetched": "2026-11-26"})
        replace(new, path)

    monkeypatch.setattr(files, "replace_file", replace_later)
    one.write({"film": FILM, "fetched": "2026-11-27"})

    assert [path.name for path in tmp_path.iterdir()] == ["Q1.json"]
    assert FetchedFilms(tmp_path).films["Q1"].fetched_on == "2026-11-27"


def test_a_failed_write_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Path) -> None:
        raise OSError

    monkeypatch.setattr(files, "replace_file", fail)
    with pytest.raises(OSError):  # noqa: PT011 - any
        FetchedFilms(tmp_path).write({"film": FILM})

    assert list(tmp_path.iterdir()) == []


def test_only_old_unfinished_files_are_swept(tmp_path: Path) -> None:
    old, new = tmp_path / ".Q1.json.new", tmp_path / ".Q2.json.1f.new"
    for path in (old, new):
        path.touch()
    os.utime(old, (0, 0))

    FetchedFilms(tmp_path).sweep(datetime.now(UTC).date())

    assert list(tmp_path.iterdir()) == [new]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_pipes_and_devices_are_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "Q1.json")
    (tmp_path / "Q2.json").symlink_to("/dev/zero")
    (tmp_path / "Q3.json").symlink_to("nowhere")

    assert FetchedFilms(tmp_path).films == {}
