"""What every format has in common."""

import io
import zipfile

import pytest

from heartcli.export.formats import FORMATS, select
from tests.export.conftest import MakeQuiz


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_questions_give_the_same_bytes(make: MakeQuiz, name: str) -> None:
    assert _write(name, make) == _write(name, make)


@pytest.mark.parametrize("name", FORMATS)
def test_every_export_states_its_terms(make: MakeQuiz, name: str) -> None:
    content = _write(name, make)
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"".join(map(archive.read, archive.namelist()))

    assert b"CC0 1.0" in content
    assert b"Quotations belong to their authors." in content


def _write(name: str, make: MakeQuiz) -> bytes:
    quiz, format_ = make(), FORMATS[name]
    return format_.write(quiz._replace(questions=select(quiz.questions, format_).kept))
