"""The wording of a round, shared by all its screens."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from shlex import split as shell_split
from typing import NamedTuple

from heartcli.model.dates import Date
from heartcli.quiz.questions.question import CLUE_COUNT, Form, Question
from heartcli.quiz.rounds import play
from heartcli.quiz.rounds.play import Outcome, PlayedQuestion, QuestionState, RoundResult
from heartcli.text.display import plural, upper_first

_MAX_REPLY_LENGTH = 60  # characters; longer replies are cut
_MAX_FIGURES = 5
_MAX_SOURCES = 3  # named; the rest are counted
_MIN_QUESTIONS = 3  # a section with fewer says nothing about the player
_LINE_KEYS: dict[Form, str] = {
    "typed": "answer", "estimate": "a number", "order": "letters, such as cadb",
    "clues": "answer",
}  # fmt: skip
_OBVIOUS_REASONS = (  # add nothing to the verdict
    "", "that's it", "that's not it", "that's the name", "that's the number",
    "that's the date", "that's the year", "be more specific", "exactly",
)  # fmt: skip
OUTCOME_WORDS: dict[Outcome, str] = {
    "right": "Right", "close": "Close", "wrong": "Wrong", "skipped": "Skipped",
}  # fmt: skip
Keys = list[tuple[str, str]]  # what to press, and what it does


class Sentence(NamedTuple):
    """A verdict in one sentence, in parts: "Wrong." "You said 1985; it was" "1983" "."."""

    verdict: str
    before: str = ""
    answer: str = ""
    stop: str = ""
    remark: str = ""  # other right answers

    def __str__(self) -> str:
        parts = (self.verdict, self.before, f"{self.answer}{self.stop}", self.remark)
        return " ".join(filter(None, parts))


def question_keys(state: QuestionState) -> Keys:
    """The keys that answer a question, give a hint, skip it, or stop the round."""
    form, keys = state.prepared.form, play.remaining_keys(state)
    if keys:
        letters = f"{keys[0]}–{keys[-1]}" if len(keys) > 2 else " ".join(keys)
        has_hint = form == "choice" and not state.eliminated
        hint = [("?", "hint, half a point")] if has_hint else []
        return [(letters, "answer"), *hint, ("s", "skip"), ("q", "stop")]
    help_text = "next clue" if state.clue_count else "hint, half a point"
    has_help = state.clue_count < CLUE_COUNT if state.clue_count else not state.hint
    hint = [("?", help_text)] if has_help else []
    return [("Enter", f"{_LINE_KEYS[form]}; empty to skip"), *hint, (play.STOP, "stop")]


def verdict_keys(keys: str, *, is_dumb: bool = False) -> Keys:
    """The keys that can be pressed after a verdict; `keys` are those that change something."""
    meanings = {"r": "count it as right", "x": "don't ask again"}
    go_on = "Enter" if is_dumb else "any key"
    return [(go_on, "next"), *((key, meanings[key]) for key in keys), ("q", "stop")]


def keys_in_words(keys: Keys) -> str:
    """The keys on one line: "Keys: a–d: answer; s: skip."."""
    parts = (f"{key}: {meaning.replace(';', ',')}" for key, meaning in keys)
    return f"Keys: {'; '.join(parts)}."


def title_parts(state: QuestionState, *, is_answered: bool) -> tuple[str, str]:
    """The subject of a question: the film's title and year, or the round's title."""
    question = state.prepared.question
    if question.hides_film:
        return state.title or "Which film?", ""
    is_answer = not is_answered and str(question.film.year) in question.answer.text
    return question.film.title, "" if is_answer else f" ({question.film.year})"


def round_title(command: str) -> str:
    """The subject of a round, from the command that replays it; "" for films given by name."""
    try:
        words = shell_split(command)
    except ValueError:  # somebody has edited the progress file
        return ""
    if "practice" in words:
        return "Practice"
    titled = ("--year", "--genre", "--person", "--source")
    values = [value for option, value in pairwise(words) if option in titled]
    if values:
        return ", ".join(
            value.replace("-", "–") if value[:1].isdigit() else value for value in values
        )
    return "Your shelf" if "--shelf" in words else "Many films" if "--catalogue" in words else ""


def result_title(result: RoundResult) -> tuple[str, str]:
    """The subject of a round: the film's title and year, or the round's title."""
    films = {played.prepared.question.film.id for played in result.played}
    film = result.played[0].prepared.question.film if len(films) == 1 else None
    if film and result.title in ("", film.title):
        return film.title, f" ({film.year})"
    return result.title or "The round", ""


def about_in_words(question: Question) -> str:
    return f"{question.section}, {question.difficulty}"


def worth_in_words(state: QuestionState) -> str:
    """The points that a question with clues is worth now: "5 points now"; "" for others."""
    if not state.clue_count:
        return ""
    return f"{plural(CLUE_COUNT + 1 - state.clue_count, 'point')} now"


def source_names(question: Question) -> str:
    """The names of the answer's sources, on one line."""
    sources = question.film.sources
    names = list(dict.fromkeys(sources[source_id].name for source_id in question.sources))
    text = "; ".join(names[:_MAX_SOURCES])
    more = len(names) - _MAX_SOURCES
    return f"{text} and {more} more" if more > 0 else text


def verdict(played: PlayedQuestion) -> Sentence:
    """The verdict in one sentence, with the right answer."""
    if played.outcome == "right":
        return _right_verdict(played)
    it_was = "This came first:" if _has_clauses(played) else "It was"
    word, before = "Wrong.", f"You said {shown_reply(played)}; it was"
    if played.outcome == "skipped":
        word, before = "Skipped.", it_was
    elif played.why == play.TIME_IS_UP:
        word, before = "Time's up.", it_was
    elif _has_clauses(played):
        before = it_was
    elif played.outcome == "close":
        reason = _reason(played)
        word, before = "Close:", f"half a point. {f'{reason}; it was' if reason else 'It was'}"
    elif played.prepared.form == "true-false":
        before = "It's"
    answer = _right_answer(played)
    return Sentence(word, before, answer, _stop(answer), _alternatives(played))


def _right_verdict(played: PlayedQuestion) -> Sentence:
    answer = _right_answer(played)
    if played.overruled:
        return Sentence("Right:", "your decision. The answer was", answer, _stop(answer))
    points = ""
    if played.max_points > 1:
        points = f"with {plural(played.clue_count, 'clue')}: {plural(int(played.points), 'point')}."
    elif played.used_help:
        points = f"{played.help_used}: half a point."
    if played.prepared.options or played.reply.casefold() == answer.casefold():
        return Sentence("Right,", points) if points else Sentence("Right.")
    word, before = ("Right,", f"{points} It is") if points else ("Right:", "it is")
    return Sentence(word, before, answer, _stop(answer))


def _has_clauses(played: PlayedQuestion) -> bool:
    """Whether the options are whole clauses, which don't fit into a sentence."""
    return played.prepared.question.template == "first-event"


def _right_answer(played: PlayedQuestion) -> str:
    """The right answer; for events to put in order, their letters in that order."""
    if played.prepared.form == "order":
        return play.correct_order(played.prepared)
    text = played.prepared.question.answer.text
    return text.lower() if played.prepared.form == "true-false" else text


def _alternatives(played: PlayedQuestion) -> str:
    """Other sources' figures, which would have been right, too."""
    accept = played.prepared.question.answer.accept[:_MAX_FIGURES]
    return (
        f"Also right: {', '.join(accept)}." if accept and played.prepared.form == "estimate" else ""
    )


def _stop(text: str) -> str:
    return "" if text.endswith((".", "!", "?")) else "."


def _reason(played: PlayedQuestion) -> str:
    """Why a reply is close, as the start of a sentence; "" if that is obvious."""
    reason = played.why.removeprefix("be more specific: ")
    return "" if reason in _OBVIOUS_REASONS else upper_first(reason)


def explanation_lines(played: PlayedQuestion) -> list[str]:
    """The lines after a verdict: why the answer is right, or the events, one on each line."""
    question = played.prepared.question
    lines = question.why.split("\n") if question.events else [question.why]
    if played.suppressed:
        lines.append("You won't be asked this again. To undo this: heart practice --restore")
    return list(filter(None, lines))


def shown_reply(played: PlayedQuestion) -> str:
    """The reply, shortened if it is very long."""
    reply = played.reply
    return reply if len(reply) <= _MAX_REPLY_LENGTH else f"{reply[:_MAX_REPLY_LENGTH]}…"


def missed_question(played: PlayedQuestion) -> str:
    """A question to learn, with the easiest of its clues."""
    question = played.prepared.question
    return question.full_text if question.clues else question.ask


def missed_answer(played: PlayedQuestion) -> tuple[str, str]:
    """The right answer to learn, and what it isn't: "Victor/Victoria", ", not Annie"."""
    question = played.prepared.question
    has_no_rest = question.events or _has_clauses(played) or played.prepared.form == "true-false"
    if not played.reply or has_no_rest:
        return "; ".join(question.events) or question.answer.text, ""
    answer = _right_answer(played)
    is_part = played.outcome == "close" and played.prepared.form != "estimate"
    return answer, f", not {'just ' if is_part else ''}{shown_reply(played)}"


def format_points(points: float) -> str:
    """Points with halves: "6½"."""
    whole = int(points)
    return f"{whole or ''}½" if points > whole else str(whole)


def points_so_far(questions: Sequence[PlayedQuestion]) -> str:
    """The points scored: "2½ points"."""
    points = sum(played.points for played in questions)
    return f"{format_points(points)} point{'' if points in (0.5, 1) else 's'}"


def score_in_words(questions: Sequence[PlayedQuestion]) -> str:
    """The points scored, and the points available: "7½ of 9"."""
    points = sum(played.points for played in questions)
    return f"{format_points(points)} of {sum(played.max_points for played in questions)}"


def score_with_unit(questions: Sequence[PlayedQuestion]) -> str:
    """The points scored, and the points available: "7½ of 9 points", "½ of 1 point"."""
    is_one = sum(played.max_points for played in questions) == 1
    return f"{score_in_words(questions)} point{'' if is_one else 's'}"


def counts_in_words(result: RoundResult) -> str:
    """Counts the results: "6 right (2 with help), 3 wrong, 1 skipped, 2 not played"."""
    outcomes = [played.outcome for played in result.played]
    helped = sum(played.outcome == "right" and played.used_help for played in result.played)
    names: dict[Outcome, str] = {
        "right": f"right ({helped} with help)" if helped else "right",
        "close": "close", "wrong": "wrong", "skipped": "skipped",
    }  # fmt: skip
    counts = {name: outcomes.count(outcome) for outcome, name in names.items()}
    counts["not played"] = result.total - len(outcomes)
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count)


def replay_label(result: RoundResult) -> str:
    """The label of the command that replays or continues the round."""
    return "Play it again" if "--seed" in result.command else "To continue"


def due_in_words(per_day: Sequence[int], today: date) -> str:
    """When questions come back: "2 are due today, 5 come back tomorrow, 3 on 27 Nov"."""
    parts: list[str] = []
    for days, count in enumerate(per_day):
        if count and days == 0:
            parts.append(f"{count} {'is' if count == 1 else 'are'} due today")
        elif count:
            verb = (
                ""
                if any("back" in part for part in parts)
                else ("comes back " if count == 1 else "come back ")
            )
            parts.append(f"{count} {verb}{day_in_words(days, today)}")
    return ", ".join(parts) or "Nothing is due this week"


def day_in_words(days: int, today: date) -> str:
    """A day from today: "today", "tomorrow" or "on 27 Nov"."""
    if days < 2:
        return ("today", "tomorrow")[days]
    day = Date.from_value(today + timedelta(days)).words
    return f"on {day.rpartition(' ')[0]}"


def score_by_section(questions: Sequence[PlayedQuestion]) -> dict[str, tuple[int, int]]:
    """Counts right answers and all answers in sections with several, in the order of the round."""
    scores: dict[str, tuple[int, int]] = {}
    for played in questions:
        if played.outcome != "skipped":
            section = played.prepared.question.section
            right, count = scores.get(section, (0, 0))
            scores[section] = (right + (played.outcome == "right"), count + 1)
    return {name: score for name, score in scores.items() if score[1] >= _MIN_QUESTIONS}


def not_right(questions: Sequence[PlayedQuestion]) -> list[PlayedQuestion]:
    """The questions to learn: all that weren't answered correctly."""
    return [played for played in questions if played.outcome != "right"]
