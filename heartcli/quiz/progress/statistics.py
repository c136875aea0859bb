"""The player's statistics: rounds, accuracy over time, streaks, due and often missed questions."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from operator import sub
from shlex import split as shell_split
from typing import NamedTuple, get_args

from heartcli.model.frozen import Frozen, JsonObject, frozen
from heartcli.model.records import Difficulty, Strings
from heartcli.quiz.progress.store import QUERIES, Progress, parse_stored_date
from heartcli.text.display import shell_quote

# Takes film ids by question id; returns the ids of the questions that the films still have.
ExistingQuestions = Callable[[dict[str, str]], Collection[str]]
FilmTitle = Callable[[str], str]  # takes a film's id
_MAX_RECENT, _MAX_MISSED = 5, 5  # rounds and questions listed
_MAX_BUCKETS = 12  # equal periods since the first attempt, each a column in the plots
_MIN_ANSWERS, _MAX_WEAK = 3, 3  # answers that a weak section needs, and sections listed
_DIFFICULTIES = get_args(Difficulty)


class Accuracy(NamedTuple):
    """How many replies were right, in all and as a share per time bucket (None without replies)."""

    name: str
    right: int
    answers: int
    history: list[float | None]


class RoundSummary(NamedTuple):
    """A round, as far as it was played."""

    began: str
    film: str
    right: int
    answers: int
    total: int
    command: str
    title: str = ""  # of the films, if they were given by name

    @property
    def film_ids(self) -> list[str]:
        """The ids of the films given by name."""
        try:
            words = shell_split(self.command)
        except ValueError:  # somebody has edited the progress file
            words = []
        named = [value for option, value in pairwise(words) if option == "--film"]
        return [self.film] if self.film else named


class WeakSection(NamedTuple):
    """A section with a low share of right answers, and the command to practise it."""

    name: str
    right: int
    answers: int
    command: str


class MissedQuestion(NamedTuple):
    """A question that is often missed; `gone` if its film no longer has it."""

    question: str
    film: str
    ask: str
    missed: int
    answers: int
    gone: bool
    title: str = ""  # of the film


class _Tally(NamedTuple):
    """The attempts at one difficulty in one section in one time bucket."""

    section: str
    difficulty: str
    bucket: int
    right: int
    answers: int


@frozen
class Stats(Frozen):
    """The figures that `heart scores` shows."""

    rounds: int
    overall: Accuracy
    sections: list[Accuracy]
    difficulties: list[Accuracy]
    current_streak: int
    longest_streak: int
    longest_right_streak: int
    days: list[date]  # with attempts, in order
    weak_sections: list[WeakSection]
    due: list[tuple[date, int]]
    recent_rounds: list[RoundSummary]
    missed: list[MissedQuestion]

    def data(self) -> JsonObject:
        return {
            "rounds": self.rounds, "answers": self.overall.answers,
            "right": self.overall.right, "history": self.overall.history,
            "sections": [share._asdict() for share in self.sections],
            "difficulties": [share._asdict() for share in self.difficulties],
            "streaks": {
                "days": self.current_streak, "most_days": self.longest_streak,
                "most_right": self.longest_right_streak,
            },
            "weak_sections": [weak._asdict() for weak in self.weak_sections],
            "due": [{"date": day.isoformat(), "questions": count} for day, count in self.due],
            "recent": [played._asdict() for played in self.recent_rounds],
            "missed": [missed._asdict() for missed in self.missed],
        }  # fmt: skip

    def rows(self) -> Iterator[Strings]:
        yield "all", "", str(self.overall.right), str(self.overall.answers)
        for kind, shares in (("section", self.sections), ("difficulty", self.difficulties)):
            for share in shares:
                yield kind, share.name, str(share.right), str(share.answers)
        yield "rounds", "", str(self.rounds), ""
        for weak in self.weak_sections:
            yield "weak section", weak.name, str(weak.right), str(weak.answers), weak.command
        yield "days in a row", "", str(self.current_streak), str(self.longest_streak)
        yield "right in a row", "", "", str(self.longest_right_streak)
        for day, count in self.due:
            yield "due", day.isoformat(), str(count), ""
        for played in self.recent_rounds:
            yield "round", played.began, str(played.right), str(played.answers), played.command
        for missed in self.missed:
            counts = str(missed.missed), str(missed.answers)
            yield "missed", missed.question, *counts, missed.ask, "gone" if missed.gone else ""


def compute_stats(
    progress: Progress, today: date, existing: ExistingQuestions, title_of: FilmTitle = str
) -> Stats:
    """Computes the player's statistics; `existing` finds the questions that films still have."""
    days, tallies = _tally(progress)
    overall = _accuracies(tallies, days, lambda _: "all")
    by_difficulty = _accuracies(tallies, days, lambda tally: tally.difficulty)
    current_streak, longest_streak = _streaks(days, today)
    [(rounds,)] = progress.fetch_all("SELECT count(*) FROM round")
    rounds_played = progress.fetch_all(QUERIES["recent_rounds"], _MAX_RECENT)
    recent = [RoundSummary(*row) for row in rounds_played]
    sections = _accuracies(tallies, days, lambda tally: tally.section)
    return Stats(
        rounds=rounds,
        overall=overall[0] if overall else Accuracy("all", 0, 0, []),
        sections=sections,
        difficulties=sorted(by_difficulty, key=lambda level: _DIFFICULTIES.index(level.name)),
        current_streak=current_streak,
        longest_streak=longest_streak,
        longest_right_streak=_longest_right_streak(progress),
        days=days,
        weak_sections=_weak_sections(sections, progress.due_sections(today)),
        due=[(today + timedelta(n), count) for n, count in enumerate(progress.due_per_day(today))],
        recent_rounds=[r._replace(title=", ".join(map(title_of, r.film_ids))) for r in recent],
        missed=_missed_questions(progress, existing, title_of),
    )


def _tally(progress: Progress) -> tuple[list[date], list[_Tally]]:
    """Returns the days with attempts, in order, and the tallies."""
    # Leave out nonsense, in case somebody has edited the file.
    rows = [row for row in progress.fetch_all(QUERIES["tallies"]) if row[1] in _DIFFICULTIES]
    parsed = {text: parse_stored_date(text) for text in {row[2] for row in rows}}
    dates = {text: day for text, day in parsed.items() if day}
    days = sorted(set(dates.values()))
    count, span = _count_buckets(days)
    buckets = {text: (day - days[0]).days * count // span for text, day in dates.items()}
    sums: dict[tuple[str, str, int], list[int]] = defaultdict(lambda: [0, 0])
    for section, difficulty, text, right, answers in rows:
        if text in buckets:
            counts = sums[section, difficulty, buckets[text]]
            counts[0] += right
            counts[1] += answers
    return days, [_Tally(*key, *counts) for key, counts in sums.items()]


def _count_buckets(days: Sequence[date]) -> tuple[int, int]:
    """Returns the number of time buckets and the number of days that they divide."""
    span = (days[-1] - days[0]).days + 1 if days else 0
    return min(_MAX_BUCKETS, span), span


def _accuracies(
    tallies: Iterable[_Tally], days: Sequence[date], name_of: Callable[[_Tally], str]
) -> list[Accuracy]:
    """Adds up tallies by name and time bucket."""
    count, _ = _count_buckets(days)
    right: dict[str, list[int]] = defaultdict(lambda: [0] * count)
    answers: dict[str, list[int]] = defaultdict(lambda: [0] * count)
    for tally in tallies:
        right[name_of(tally)][tally.bucket] += tally.right
        answers[name_of(tally)][tally.bucket] += tally.answers
    return [
        Accuracy(
            name, sum(right[name]), sum(counts),
            [round(r / n, 3) if n else None for r, n in zip(right[name], counts, strict=True)],
        )
        for name, counts in answers.items()
    ]  # fmt: skip


def _weak_sections(sections: Iterable[Accuracy], due: Collection[str]) -> list[WeakSection]:
    """Returns the sections with the lowest shares of right answers, if not all were right."""
    weak = [s for s in sections if s.answers >= _MIN_ANSWERS and s.right < s.answers]
    weak.sort(key=lambda section: (section.right / section.answers, section.name))
    return [_weak_section(section, is_due=section.name in due) for section in weak[:_MAX_WEAK]]


def _weak_section(section: Accuracy, *, is_due: bool) -> WeakSection:
    verb = "practice" if is_due else "quiz"
    command = f"heart {verb} --section {shell_quote(section.name)}"
    return WeakSection(section.name, section.right, section.answers, command)


def _streaks(days: Sequence[date], today: date) -> tuple[int, int]:
    """Returns the current (up to today or yesterday) and longest run of days with attempts."""
    streaks: dict[int, int] = {}  # lengths by last day (an ordinal)
    for day in days:
        streaks[day.toordinal()] = streaks.get(day.toordinal() - 1, 0) + 1
    now = today.toordinal()
    return streaks.get(now) or streaks.get(now - 1, 0), max(streaks.values(), default=0)


def _longest_right_streak(progress: Progress) -> int:
    """Returns the widest gap between ids of attempts that weren't right, as ids are consecutive."""
    # Two queries, since SQLite would search the whole table for both at once.
    [(first,)] = progress.fetch_all("SELECT min(id) FROM answer")
    [(last,)] = progress.fetch_all("SELECT max(id) FROM answer")
    query = "SELECT id FROM answer WHERE verdict <> 'right' ORDER BY id"
    missed = [attempt_id for (attempt_id,) in progress.fetch_all(query)]
    ends: list[int] = [(first or 1) - 1, *missed, (last or 0) + 1]
    widest: int = max(map(sub, ends[1:], ends))
    return widest - 1


def _missed_questions(
    progress: Progress, existing: ExistingQuestions, title_of: FilmTitle
) -> list[MissedQuestion]:
    """Returns the questions missed most often, the worst first."""
    rows = progress.fetch_all(QUERIES["missed_questions"], _MAX_MISSED)
    known = existing({question_id: film_id for question_id, film_id, *_ in rows}) if rows else ()
    return [MissedQuestion._make([*row, row[0] not in known, title_of(row[1])]) for row in rows]
