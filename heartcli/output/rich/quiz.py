"""The screens of a round: a question, its verdict and the result."""

import re
from collections.abc import Sequence
from datetime import date
from math import ceil

from rich.cells import cell_len
from rich.text import Text

from heartcli.output import quiz_text
from heartcli.output.quiz_text import Keys
from heartcli.output.rich.ink import spaces
from heartcli.output.rich.layout import WIDE
from heartcli.output.rich.page import Draw, Page, capture_page
from heartcli.output.rich.palette import BAD, BAR, DOUBT, GOOD, HEADING, KEY, NAME, QUIET
from heartcli.output.terminal import Terminal
from heartcli.quiz.rounds import play
from heartcli.quiz.rounds.play import PlayedQuestion, QuestionState, RoundResult
from heartcli.text.display import plural

# A mark, its stand-in in ASCII, and its style.
_MARKS = {
    "right": ("✓", "+", GOOD), "helped": ("½", "h", DOUBT), "close": ("~", "~", DOUBT),
    "wrong": ("✗", "x", BAD), "skipped": ("–", "-", QUIET), "now": ("▸", ">", KEY),
    "next": ("·", ".", QUIET),
}  # fmt: skip
_VERDICT_STYLES = {"right": GOOD, "wrong": BAD}
_BAR_WIDTH = 18  # columns
_TIME_WIDTH = 60  # columns of the bar that shrinks
_MAIN_WIDTH, _PANEL_COLUMN = 80, 86
_MAX_PANEL_QUESTIONS = 15
_LEARN_WIDTH, _SCORE_COLUMN = 68, 72  # of the result on a wide page
_ROW_OF_MARKS = 10
_SECTION_WIDTH = 12
_COLOUR = re.compile("\x1b\\[[0-9;]*m")


class RichScreen:
    """Shows a round: a screen per question on a terminal, or questions in sequence in a pipe.

    Where the cursor can be moved, the line being typed and the time left are redrawn in place.
    """

    def __init__(
        self, terminal: Terminal, today: date, *, prompt: bool, time_limit: float | None = None
    ) -> None:
        self._terminal = terminal
        self._today = today
        self._prompt = prompt
        self._time_limit = time_limit
        self._seconds_left = time_limit or 0.0
        self._number = 0  # number of the question on the screen
        self._covers = False  # whether earlier output has been scrolled away
        self._shown = self._shown_before = 0  # messages: in all, and before this question
        self._rows: dict[str, int] = {}  # of the lines that are redrawn, from 1
        self._width = terminal.width  # of the screen shown, without its panel
        self.edits_lines = prompt and not terminal.is_dumb

    def show_question(self, state: QuestionState) -> None:
        if state.number != self._number:
            self._number, self._shown_before = state.number, self._shown
            self._seconds_left = self._time_limit or 0.0
        is_typed = not play.remaining_keys(state)
        wide = self._has_panel(state)
        parts: list[tuple[str, Draw]] = [
            ("", lambda page: draw_question(state, page, has_panel=wide))
        ]
        if self._prompt and self._time_limit:
            parts += [("", Page.blank), ("time", self._draw_time)]
        if is_typed and self.edits_lines:
            parts += [("", Page.blank), ("typed", lambda page: _draw_typed(page, ""))]
        if self._prompt:
            keys = quiz_text.question_keys(state)
            parts += [("", Page.blank), ("", lambda page: draw_keys(keys, page))]
        self._show(parts, state, None)
        if is_typed and self._prompt and not self.edits_lines:
            self._write("> ")

    def show_verdict(self, state: QuestionState, played: PlayedQuestion, keys: str) -> None:
        """Shows the question again with the right answer; in a pipe, only the answer."""
        if not self._prompt:
            answer = capture_page(self._terminal, lambda page: _draw_answer(played, page))
            self._write(f"{answer}\n")
            return
        wide, is_dumb = self._has_panel(state), self._terminal.is_dumb
        parts: list[tuple[str, Draw]] = [
            ("", lambda page: draw_verdict(state, played, page, has_panel=wide)), ("", Page.blank),
            ("", lambda page: draw_keys(quiz_text.verdict_keys(keys, is_dumb=is_dumb), page)),
        ]  # fmt: skip
        self._show(parts, state, played)

    def show_result(self, result: RoundResult) -> None:
        """Shows the result, with as many missed questions as fit on the screen."""
        missed = len(quiz_text.not_right(result.played))
        room = self._terminal.height - 1 if self._prompt else 0
        text = self._result(result, missed)
        while room and missed and text.count("\n") > room:
            missed -= 1
            text = self._result(result, missed)
        self._write(self._cover() + text)

    def show_time(self, seconds_left: float) -> None:
        """Redraws the time left, and nothing else."""
        self._seconds_left = seconds_left
        if "time" in self._rows:
            line = capture_page(self._terminal, self._draw_time, self._width)
            self._write(f"\x1b7{self._move('time')}{self._pad(line)}\x1b8")

    def show_typed(self, text: str, cursor: int) -> None:
        """Redraws the line being typed, as much of it as fits, and places the cursor in it."""
        if "typed" not in self._rows:
            return
        room = self._width - 6
        start, end = max(0, cursor - room), min(len(text), cursor + room)
        while cell_len(text[start:cursor]) > room:
            start += 1
        while cell_len(text[start:end]) > room:
            end -= 1
        line = capture_page(
            self._terminal, lambda page: _draw_typed(page, text[start:end]), self._width
        )
        column = 5 + cell_len(text[start:cursor])
        self._write(self._move("typed") + self._pad(line) + self._move("typed", column))

    def leave(self) -> str:
        """Returns the text that moves the cursor below the screen, for the shell's prompt."""
        return f"\x1b[{self._terminal.height};1H\n" if self.edits_lines else ""

    def _show(
        self, parts: list[tuple[str, Draw]], state: QuestionState, played: PlayedQuestion | None
    ) -> None:
        """Shows the parts of a page in one go; on a terminal, in place of the previous page."""
        wide = self._has_panel(state)
        self._width = _MAIN_WIDTH if wide else self._terminal.width
        head = capture_page(self._terminal, lambda page: self._draw_top(state, page, played))
        rows, body = {}, ""
        for name, draw in parts:
            rows[name] = head.count("\n") + body.count("\n") + 1
            body += capture_page(self._terminal, draw, self._width)
        if wide:
            room = self._terminal.width - _PANEL_COLUMN
            panel = capture_page(self._terminal, lambda page: draw_panel(state, played, page), room)
            body = _beside(body, panel, _PANEL_COLUMN)
        text = (head + body).rstrip("\n") if self.edits_lines else head + body
        if self.edits_lines:
            hidden = max(0, text.count("\n") + 1 - self._terminal.height)  # rows scrolled away
            self._rows = {name: row - hidden for name, row in rows.items() if name and row > hidden}
        self._write(self._cover() + text + ("" if self._prompt else "\n"))

    def _has_panel(self, state: QuestionState) -> bool:
        is_wide = self._terminal.width >= WIDE
        return self._prompt and is_wide and state.total <= _MAX_PANEL_QUESTIONS

    def _draw_top(self, state: QuestionState, page: Page, played: PlayedQuestion | None) -> None:
        if self._prompt:
            self._repeat_messages(page)
        draw_head(state, page, played)

    def _repeat_messages(self, page: Page) -> None:
        """Shows the messages since the previous question, which the new screen has cleared."""
        messages = self._terminal.messages[self._shown_before :]
        for message in messages:
            page.prose(page.untrusted(message), indent=0)
        if messages:
            page.blank()
        self._shown = len(self._terminal.messages)

    def _cover(self) -> str:
        """Returns what clears the terminal, but keeps earlier output in its scrollback."""
        if not self.edits_lines:
            return ""
        lines = "" if self._covers else "\n" * self._terminal.height
        self._covers = True
        return f"{lines}\x1b[2J\x1b[H"

    def _draw_time(self, page: Page) -> None:
        """Draws a bar that shrinks, and the seconds left."""
        limit = self._time_limit or 1.0
        seconds = f"  {ceil(self._seconds_left)} s"
        width = min(_TIME_WIDTH, page.width - 2 - len(seconds))
        bar = page.bar(self._seconds_left / limit, width, BAR, track=True)
        page.line(page.trusted("  ") + bar + page.trusted(seconds))

    def _move(self, name: str, column: int = 1) -> str:
        return f"\x1b[{self._rows[name]};{column}H"

    def _pad(self, line: str) -> str:
        """Fills the rest of a row's own columns with spaces, so that nothing old remains."""
        line = line.rstrip("\n")
        return line + " " * (self._width - 1 - cell_len(_COLOUR.sub("", line)))

    def _result(self, result: RoundResult, missed: int) -> str:
        terminal, today = self._terminal, self._today
        if terminal.width < WIDE or len(result.command) > terminal.width - _SCORE_COLUMN - 2:
            return capture_page(
                terminal, lambda page: draw_result(result, page, today, max_missed=missed)
            )
        head = capture_page(terminal, lambda page: _draw_result_head(result, page))
        learn = capture_page(terminal, lambda p: _draw_missed(result, p, missed), _LEARN_WIDTH)
        score = capture_page(
            terminal, lambda page: _draw_score_column(result, page, today),
            terminal.width - _SCORE_COLUMN,
        )  # fmt: skip
        return head + _beside(learn.lstrip("\n"), score.lstrip("\n"), _SCORE_COLUMN)

    def _write(self, text: str) -> None:
        self._terminal.stdout.write(text)
        self._terminal.stdout.flush()


def _beside(left: str, right: str, column: int) -> str:
    """Puts two blocks of lines side by side."""
    lefts, rights = left.splitlines(), right.splitlines()
    rows = max(len(lefts), len(rights))
    lefts += [""] * (rows - len(lefts))
    rights += [""] * (rows - len(rights))
    gaps = (" " * (column - cell_len(_COLOUR.sub("", line))) for line in lefts)
    return "".join(
        f"{a}{gap if b else ''}{b}\n" for a, gap, b in zip(lefts, gaps, rights, strict=True)
    )


def draw_head(state: QuestionState, page: Page, played: PlayedQuestion | None = None) -> None:
    """Draws what a question is about, and its number in the round."""
    title, year = quiz_text.title_parts(state, is_answered=played is not None)
    subject = page.untrusted(title, HEADING) + page.trusted(year)
    page.head(subject, f"{state.number} of {state.total}")


def draw_question(
    state: QuestionState, page: Page, played: PlayedQuestion | None = None, *, has_panel: bool
) -> None:
    """Draws a question and its options or clues; with `played`, which option is right."""
    _draw_marks(state, page, played, has_panel=has_panel)
    page.blank()
    page.prose(page.untrusted(state.prepared.question.ask, NAME))
    if state.prepared.options or state.clue_count:
        page.blank()
    for i in range(len(state.prepared.options)):
        _draw_option(state, i, played, page)
    for number, clue in enumerate(state.prepared.question.clues[: _clues_shown(state, played)], 1):
        page.hang(page.trusted(f"  {number}"), page.untrusted(clue), indent=5)
    notes = [f"Hint: {state.hint}" if state.hint else "", state.note]
    if not played and any(notes):
        page.blank()
        for note in filter(None, notes):
            page.prose(page.untrusted(note))


def _clues_shown(state: QuestionState, played: PlayedQuestion | None) -> int:
    return played.clue_count if played else state.clue_count


def _draw_marks(
    state: QuestionState, page: Page, played: PlayedQuestion | None, *, has_panel: bool
) -> None:
    """Draws a mark for each question, the points, and what the question is about."""
    about = page.untrusted(quiz_text.about_in_words(state.prepared.question), QUIET)
    worth = page.trusted(quiz_text.worth_in_words(state) if not played else "")
    if has_panel:
        page.prose(page.join([about, worth], "   "))
        return
    so_far = [*state.played, *([played] if played else [])]
    points = page.trusted(quiz_text.points_so_far(so_far))
    marks = _marks(so_far, state.total, page, is_over=played is not None)
    left = page.join([marks, points, worth], "   ")
    page.at_edges(page.trusted("  ") + left, about)


def _marks(played: Sequence[PlayedQuestion], total: int, page: Page, *, is_over: bool) -> Text:
    """A mark for each question, if there is room for them."""
    marks = [_mark(question, page) for question in played]
    if not is_over and len(marks) < total:
        marks.append(_sign("now", page))
    marks += [_sign("next", page)] * (total - len(marks))
    room = page.width - 16
    separator = " " if 2 * total < room else ""
    return page.join(marks, separator) if total < room else Text()


def _sign(name: str, page: Page) -> Text:
    sign, ascii_sign, style = _MARKS[name]
    return page.trusted(sign if page.unicode else ascii_sign, style)


def _mark(played: PlayedQuestion, page: Page) -> Text:
    """The mark of a question: ✓ right, ½ right with help, ~ close, ✗ wrong, – skipped."""
    is_helped = played.outcome == "right" and played.used_help
    return _sign("helped" if is_helped else played.outcome, page)


def _draw_option(state: QuestionState, i: int, played: PlayedQuestion | None, page: Page) -> None:
    option, is_choice = state.prepared.options[i], state.prepared.form != "order"
    key = play.option_keys(state.prepared.form)[i]
    sign, style, letter_style = Text(), "", QUIET if played else KEY
    if played and is_choice:
        is_right = option == state.prepared.question.answer.text
        is_reply = option == played.reply
        style = f"bold {GOOD}" if is_right else BAD if is_reply else QUIET
        sign = _sign("right", page) if is_right else _sign("wrong", page) if is_reply else sign
    elif played:
        sign = page.trusted(str(play.correct_order(state.prepared).index(key) + 1))
    if i in state.eliminated and not played:
        lead = page.trusted("  –", QUIET)
        text = page.untrusted(option, f"strike {QUIET}") + page.trusted("  out", QUIET)
        page.hang(lead, text, indent=5)
        return
    gap = page.trusted(" " * (2 - sign.cell_len))
    page.hang(sign + gap + page.trusted(key, letter_style), page.untrusted(option, style), 5)


def _draw_typed(page: Page, text: str) -> None:
    page.line(page.trusted("  > ", QUIET) + page.trusted(text))


def draw_keys(keys: Keys, page: Page) -> None:
    """Draws what the keys do, and breaks lines only between keys."""
    lines = [Text()]
    for key, meaning in keys:
        item = page.trusted(key, KEY) + page.trusted(f" {meaning}", QUIET)
        if lines[-1] and lines[-1].cell_len + 5 + item.cell_len > page.width:
            lines.append(Text())
        lines[-1] = page.join([lines[-1], item], "   ")
    for line in lines:
        page.prose(line)


def draw_verdict(
    state: QuestionState, played: PlayedQuestion, page: Page, *, has_panel: bool
) -> None:
    """Draws the question with the right answer, and why it is right."""
    draw_question(state, page, played, has_panel=has_panel)
    page.blank()
    if played.reply and not play.remaining_keys(state):
        reply = page.untrusted(quiz_text.shown_reply(played))
        page.hang(page.trusted("  > ", QUIET), reply, indent=4)
        page.blank()
    _draw_answer(played, page)


def _draw_answer(played: PlayedQuestion, page: Page) -> None:
    """Draws the verdict, the reason and the sources."""
    sentence, style = quiz_text.verdict(played), _VERDICT_STYLES.get(played.outcome, "")
    parts = [
        page.trusted(sentence.verdict, f"bold {style}"), page.untrusted(sentence.before),
        page.untrusted(sentence.answer, NAME) + page.untrusted(sentence.stop),
        page.untrusted(sentence.remark),
    ]  # fmt: skip
    page.hang(_mark(played, page), page.join(parts))
    for line in quiz_text.explanation_lines(played):
        page.prose(page.untrusted(line))
    question = played.prepared.question
    if question.sources:
        page.prose(page.untrusted(f"Source: {quiz_text.source_names(question)}", QUIET))


def draw_panel(state: QuestionState, played: PlayedQuestion | None, page: Page) -> None:
    """Draws the round so far, for the side of a wide page."""
    so_far = [*state.played, *([played] if played else [])]
    page.line(page.trusted("This round", HEADING))
    for number in range(1, state.total + 1):
        sign, about = _sign("next", page), ""
        if number <= len(so_far):
            sign, about = _mark(so_far[number - 1], page), _panel_text(so_far[number - 1])
        elif number == state.number:
            sign, about = _sign("now", page), state.prepared.question.section
        page.line(page.join([page.trusted(f"{number:2}"), sign, page.untrusted(about)]))
    page.blank()
    points = quiz_text.format_points(sum(question.points for question in so_far))
    page.line(page.trusted("Points  ", QUIET) + page.trusted(points))
    run = f"{play.current_run(so_far)} right"
    page.line(page.trusted("Run     ", QUIET) + page.trusted(run))


def _panel_text(played: PlayedQuestion) -> str:
    """The section of a question, and what helped."""
    section = played.prepared.question.section
    return f"{section}, {played.help_used}" if played.help_used else section


def draw_result(
    result: RoundResult, page: Page, today: date, max_missed: int | None = None
) -> None:
    """Draws the end of a round: how it went, what to learn, what's next, and what to share."""
    _draw_result_head(result, page)
    _draw_score(result, page)
    _draw_missed(result, page, max_missed)
    _draw_next(result, page, today)
    _draw_share(result, page)


def _draw_result_head(result: RoundResult, page: Page) -> None:
    title, year = quiz_text.result_title(result)
    page.head(page.untrusted(title, HEADING) + page.trusted(year), "round over")


def _draw_score_column(result: RoundResult, page: Page, today: date) -> None:
    page.section("Score")
    _draw_score(result, page)
    _draw_next(result, page, today)
    _draw_share(result, page)


def _draw_score(result: RoundResult, page: Page) -> None:
    """Draws how the round went, in marks and in words."""
    if not result.played:
        page.prose(page.trusted("Nothing played."))
        return
    page.prose(_marks(result.played, len(result.played), page, is_over=True))
    counts = page.trusted(quiz_text.counts_in_words(result))
    _draw_joined(counts, page.trusted(quiz_text.score_with_unit(result.played), NAME), " · ", page)
    for section, (right, count) in quiz_text.score_by_section(result.played).items():
        width = min(_BAR_WIDTH, page.width - _SECTION_WIDTH - 13)
        bar = page.bar(right / count, width, BAR, track=True)
        name = page.untrusted(section)
        name += spaces(_SECTION_WIDTH - name.cell_len)
        page.prose(name + page.trusted(f"{right:3} of {count}".ljust(11)) + bar)


def _draw_missed(result: RoundResult, page: Page, limit: int | None) -> None:
    missed = quiz_text.not_right(result.played)
    if not missed:
        return
    shown = missed[:limit] if limit is not None else missed
    page.section("To learn")
    for played in shown:
        page.hang(_mark(played, page), page.untrusted(quiz_text.missed_question(played)))
        answer, rest = quiz_text.missed_answer(played)
        page.prose(page.untrusted(answer, NAME) + page.untrusted(rest))
    if more := len(missed) - len(shown):
        text = page.trusted(f"and {more} more: " if shown else f"{plural(more, 'question')}: ")
        page.prose(text + page.trusted("heart practice", KEY))


def _draw_next(result: RoundResult, page: Page, today: date) -> None:
    if result.due_forecast is not None and (result.played or any(result.due_forecast)):
        page.section("Next")
        due = page.trusted(quiz_text.due_in_words(result.due_forecast, today))
        command = page.trusted("heart practice" if any(result.due_forecast) else "", KEY)
        _draw_joined(due, command, "   ", page)


def _draw_joined(first: Text, second: Text, separator: str, page: Page) -> None:
    """Draws two texts on one line, or on two if there is no room."""
    line = page.join([first, second], separator)
    for text in [line] if line.cell_len <= page.width - 2 else [first, second]:
        page.prose(text)


def _draw_share(result: RoundResult, page: Page) -> None:
    """Draws what can be shown to friends: it gives no answers away."""
    if "--seed" not in result.command or not result.played:
        return
    page.blank()
    page.at_edges(page.trusted("Share", HEADING), page.trusted("gives no answers away", QUIET))
    score = quiz_text.score_in_words(result.played)
    title, _ = quiz_text.result_title(result)
    page.prose(page.untrusted(f"{title}, {score}"))
    marks = "".join(_mark(played, page).plain for played in result.played)
    for start in range(0, len(marks), _ROW_OF_MARKS):
        page.prose(page.trusted(marks[start : start + _ROW_OF_MARKS]))
    page.prose(page.untrusted(result.command, KEY))
