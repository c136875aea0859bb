"""Tests the line editor, key by key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heartcli.output.line_editor import LineEditor, is_unfinished
from heartcli.quiz.rounds.play import EndOfInputError

LEFT, RIGHT, HOME, END, DELETE = "\x1b[D", "\x1b[C", "\x1b[H", "\x1bOF", "\x1b[3~"


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("Raul Julia", "Raul Julia"),
        ("Raulx\x7f Julia", "Raul Julia"),
        ("Rul" + LEFT * 2 + "a", "Raul"),
        ("aul" + HOME + "R" + END + "!", "Raul!"),
        ("xRaul" + HOME + DELETE, "Raul"),
        ("Raul Julia\x17", "Raul "),
        ("nonsense\x15Raul", "Raul"),
        ("Raul Julia" + LEFT * 6 + "\x0b", "Raul"),
        (LEFT + RIGHT * 3 + "\x7f" + DELETE + "é日", "é日"),
        ("Ra\x1b[A\x1b[6~\x1bOPul\t\x00\u202e", "Raul"),
    ],
)
def test_keys_edit_the_line(typed: str, line: str) -> None:
    editor = LineEditor()

    assert editor.type(typed) is None
    assert editor.text == line
    assert editor.type("\r") == line


def test_enter_ends_the_line_and_drops_what_was_pasted_after_it() -> None:
    assert LineEditor().type("one\ntwo\x04") == "one"


@pytest.mark.parametrize("typed", ["\x04", "Raul\x04", "\x04\r"])
def test_ctrl_d_ends_the_input_whatever_has_been_typed(typed: str) -> None:
    with pytest.raises(EndOfInputError):
        LineEditor().type(typed)


@pytest.mark.parametrize(
    ("typed", "unfinished"), [("\x1b", True), ("a\x1b[1", True), (LEFT, False)]
)
def test_an_arrow_may_arrive_in_parts(typed: str, unfinished: bool) -> None:
    assert is_unfinished(typed) == unfinished


@given(
    st.lists(st.sampled_from(["a", "é", LEFT, RIGHT, HOME, END, DELETE, "\x7f", "\x17", "\x1b"]))
)
def test_the_cursor_stays_in_the_line(keys: list[str]) -> None:
    editor = LineEditor()
    for key in keys:
        editor.type(key)
        assert 0 <= editor.cursor <= len(editor.text)
        assert editor.text.isprintable()
