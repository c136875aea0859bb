"""The wording of a round, shared by all its screens."""

from collections.abc import Sequence
from datetime import date, timedelta

from heartcli.model.dates import Date
from heartcli.quiz.questions.question import Form, Question
from heartcli.quiz.rounds import play
from heartcli.quiz.rounds.play import Outcome, PlayedQuestion, QuestionState, RoundResult

_MAX_REPLY_LENGTH = 60  # characters; longer replies are cut
_MAX_SOURCES = 3  # named; the rest are counted
OUTCOME_WORDS: dict[Outcome, str] = {
    "right": "Right", "close": "Close", "wrong": "Wrong", "skipped": "Skipped",
}  # fmt: skip
_KEY_HELP: dict[Form, str] = {
    "choice": "a to d, ? for a hint, s to skip, q to quit",
    "typed": "type the answer",
    "estimate": "type a number",
    "order": "type the letters in order, such as cadb",
    "true-false": "t or f, s to skip, q to quit",
    "clues": "type the answer",
}
_LINE_HELP = "? alone for a hint, Enter alone to skip, Ctrl-D to quit"
_OBVIOUS_REASONS = (  # add nothing to the verdict
    "", "that's it", "that's not it", "that's the name", "that's the number",
    "that's the date", "that's the year",
)  # fmt: skip


def key_help(state: QuestionState) -> str:
    if state.eliminated:
        return f"{' or '.join(remaining_letters(state))}, s to skip, q to quit"
    text = _KEY_HELP[state.prepared.form]
    return text if state.prepared.form == "choice" else f"{text}; {_LINE_HELP}"


def remaining_letters(state: QuestionState) -> str:
    options = range(len(state.prepared.options))
    return "".join(play.OPTION_LETTERS[i] for i in options if i not in state.eliminated)


def source_names(question: Question) -> str:
    """The names of the answer's sources, on one line."""
    sources = question.film.sources
    names = list(dict.fromkeys(sources[source_id].name for source_id in question.sources))
    text = "; ".join(names[:_MAX_SOURCES])
    more = len(names) - _MAX_SOURCES
    return f"{text} and {more} more" if more > 0 else text


def verdict_in_words(played: PlayedQuestion) -> str:
    return OUTCOME_WORDS[played.outcome] + (", with help" if played.points == 0.5 else "")


def right_answer(played: PlayedQuestion) -> str:
    """The right answer; for events to put in order, their letters in that order."""
    question = played.prepared.question
    if played.prepared.form == "order":
        return play.correct_order(played.prepared)
    is_estimate = played.prepared.form == "estimate"  # also shows other sources' figures
    alternatives = question.answer.accept[: 5 if is_estimate else 2]
    if not alternatives or (played.outcome == "right" and not is_estimate):
        return question.answer.text
    return f"{question.answer.text} (also: {', '.join(alternatives)})"


def explanation_lines(played: PlayedQuestion) -> list[str]:
    """Explains a typed reply's verdict, then the right answer, with a line per event."""
    text = played.prepared.question.why
    if played.prepared.form in ("typed", "estimate") and played.why not in _OBVIOUS_REASONS:
        reason = f"{played.why[:1].upper()}{played.why[1:]}."
        text = f"{reason} {text}" if text else reason
    return text.split("\n") if played.prepared.question.events else [text]


def shown_reply(played: PlayedQuestion) -> str:
    """The reply, shortened if it is very long."""
    reply = played.reply
    return reply if len(reply) <= _MAX_REPLY_LENGTH else f"{reply[:_MAX_REPLY_LENGTH]}…"


def answer_in_words(played: PlayedQuestion) -> str:
    """The right answer; for events, a line for each, in order."""
    question = played.prepared.question
    return "\n".join(question.events) or question.answer.text


def answered_count(questions: Sequence[PlayedQuestion]) -> int:
    return sum(played.outcome != "skipped" for played in questions)


def played_in_words(result: RoundResult) -> str:
    """How much of a round was played: "8 of 10 played, 1 skipped"."""
    skipped = len(result.played) - answered_count(result.played)
    text = f"{len(result.played)} of {result.total} played"
    return f"{text}, {skipped} skipped" if skipped else text


def points_in_words(questions: Sequence[PlayedQuestion]) -> str:
    """The points scored, and the points available: "7½ of 9"."""
    points = sum(played.points for played in questions)
    whole = int(points)
    text = f"{whole or ''}½" if points > whole else str(whole)
    return f"{text} of {answered_count(questions)}"


def replay_label(result: RoundResult) -> str:
    """The label of the command that replays or continues the round."""
    return "The same again" if "--seed" in result.command else "To continue"


def due_in_words(per_day: Sequence[int], today: date) -> str:
    """The questions due on each day: "2 today, 5 tomorrow, 3 on 27 Nov 2026"."""
    parts = []
    for days, count in enumerate(per_day):
        if count:
            day = today + timedelta(days)
            name = ("today", "tomorrow")[days] if days < 2 else f"on {Date.from_value(day).words}"
            parts.append(f"{count} {name}")
    return ", ".join(parts) or "nothing this week"


def score_by_section(questions: Sequence[PlayedQuestion]) -> dict[str, tuple[int, int]]:
    """Counts right answers and all answers by section, in the order of the round."""
    scores: dict[str, tuple[int, int]] = {}
    for played in questions:
        if played.outcome != "skipped":
            section = played.prepared.question.section
            right, count = scores.get(section, (0, 0))
            scores[section] = (right + (played.outcome == "right"), count + 1)
    return scores


def not_right(questions: Sequence[PlayedQuestion]) -> list[PlayedQuestion]:
    """The questions to learn: all that weren't answered correctly."""
    return [played for played in questions if played.outcome != "right"]
