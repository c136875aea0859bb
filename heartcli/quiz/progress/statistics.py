"""How the player stands: rounds, accuracy over time, streaks, what is due, what is missed most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple, get_args

from heartcli.model.frozen import Frozen, frozen
from heartcli.model.records import Difficulty, Strings
from heartcli.quiz.progress.store import Progress, parse_stored_date

# A film's id and ids of questions → those of them that the film still has.
ExistingQuestions = Callable[[str, set[str]], Collection[str]]
_SHOWN_ROUNDS, _SHOWN_MISSED = 5, 5
_PARTS = 12  # of the time since the first answer, for the plots


class Accuracy(NamedTuple):
    """Right answers of all, and the same in equal parts of the time; None where there are none."""

    name: str
    right: int
    answers: int
    history: list[float | None]


class RoundSummary(NamedTuple):
    """A round that was played, as far as it went."""

    began: str
    film: str
    right: int
    answers: int
    total: int
    command: str


class MissedQuestion(NamedTuple):
    """A question that is missed often; `gone` where the film file no longer has it."""

    question: str
    film: str
    ask: str
    missed: int
    answers: int
    gone: bool


@frozen
class Stats(Frozen):
    """All that `heart scores` tells."""

    rounds: int
    overall: Accuracy
    sections: list[Accuracy]
    difficulties: list[Accuracy]
    current_streak: int
    longest_streak: int
    longest_right_streak: int
    due: list[tuple[date, int]]
    recent_rounds: list[RoundSummary]
    missed: list[MissedQuestion]

    def data(self) -> dict[str, Any]:
        return {
            "rounds": self.rounds,
            "answers": self.overall.answers,
            "right": self.overall.right,
            "history": self.overall.history,
            "sections": [share._asdict() for share in self.sections],
            "difficulties": [share._asdict() for share in self.difficulties],
            "streaks": {
                "days": self.current_streak,
                "most_days": self.longest_streak,
                "most_right": self.longest_right_streak,
            },
            "due": [{"date": day.isoformat(), "questions": count} for day, count in self.due],
            "recent": [played._asdict() for played in self.recent_rounds],
            "missed": [missed._asdict() for missed in self.missed],
        }

    def rows(self) -> Iterator[Strings]:
        yield "all", "", str(self.overall.right), str(self.overall.answers)
        for kind, shares in (("section", self.sections), ("difficulty", self.difficulties)):
            for share in shares:
                yield kind, share.name, str(share.right), str(share.answers)
        yield "rounds", "", str(self.rounds), ""
        yield "days in a row", "", str(self.current_streak), str(self.longest_streak)
        yield "right in a row", "", "", str(self.longest_right_streak)
        for day, count in self.due:
            yield "due", day.isoformat(), str(count), ""
        for played in self.recent_rounds:
            yield "round", played.began, str(played.right), str(played.answers), played.command
        for missed in self.missed:
            note = "gone" if missed.gone else ""
            yield (
                "missed",
                missed.question,
                str(missed.missed),
                str(missed.answers),
                missed.ask,
                note,
            )


def compute_stats(progress: Progress, today: date, there: ExistingQuestions) -> Stats:
    """The player's scores; `there` says which of a film's questions its file still has."""
    tallies = progress.fetch_all(
        "SELECT section, difficulty, day, sum(verdict = 'right'), count(*) FROM answer"
        " GROUP BY section, difficulty, day"
    )
    known = get_args(Difficulty)
    tallies = [row for row in tallies if row[1] in known and parse_stored_date(row[2])]
    days = sorted(filter(None, map(parse_stored_date, {row[2] for row in tallies})))
    parts = _parts(days)
    everything = _shares((("all", *row[2:]) for row in tallies), parts)
    levels = _shares((row[1:] for row in tallies), parts)
    [(rounds,)] = progress.fetch_all("SELECT count(*) FROM round")
    return Stats(
        rounds=rounds,
        overall=everything[0] if everything else Accuracy("all", 0, 0, []),
        sections=_shares(((row[0], *row[2:]) for row in tallies), parts),
        difficulties=sorted(levels, key=lambda share: known.index(share.name)),
        current_streak=_days_in_a_row(days, today),
        longest_streak=_most_days_in_a_row(days),
        longest_right_streak=_most_right_in_a_row(progress),
        due=[(today + timedelta(n), count) for n, count in enumerate(progress.due_per_day(today))],
        recent_rounds=_recent(progress),
        missed=_missed(progress, there),
    )


def _parts(days: Sequence[date]) -> dict[str, int]:
    """In which of the equal parts of the time from the first day on each of the days is."""
    span = (days[-1] - days[0]).days + 1 if days else 0
    return {day.isoformat(): (day - days[0]).days * min(_PARTS, span) // span for day in days}


def _shares(tallies: Iterable[Sequence[Any]], parts: dict[str, int]) -> list[Accuracy]:
    """Tallies (a name, a day, right ones, answers) added up by name and by part of the time."""
    count = max(parts.values(), default=0) + 1
    right: dict[str, list[int]] = defaultdict(lambda: [0] * count)
    answers: dict[str, list[int]] = defaultdict(lambda: [0] * count)
    for name, day, its_right, its_answers in tallies:
        part = parts[day]
        right[name][part] += its_right
        answers[name][part] += its_answers
    return [
        Accuracy(
            key,
            sum(right[key]),
            sum(answers[key]),
            [round(r / a, 3) if a else None for r, a in zip(right[key], answers[key], strict=True)],
        )
        for key in answers
    ]


def _days_in_a_row(days: Sequence[date], today: date) -> int:
    """The days up to today, or to yesterday, on which something was answered."""
    played = {day.toordinal() for day in days}
    last = today.toordinal()
    last -= last not in played
    count = 0
    while last - count in played:
        count += 1
    return count


def _most_days_in_a_row(days: Sequence[date]) -> int:
    most = count = 0
    for before, day in zip([None, *days], days, strict=False):
        count = count + 1 if before and (day - before).days == 1 else 1
        most = max(most, count)
    return most


def _most_right_in_a_row(progress: Progress) -> int:
    """The widest gap between answers that were not right; the rows of answers have no gaps."""
    [(first, last)] = progress.fetch_all("SELECT min(id), max(id) FROM answer")
    missed = progress.fetch_all("SELECT id FROM answer WHERE verdict <> 'right' ORDER BY id")
    ends: list[int] = [(first or 1) - 1, *(number for (number,) in missed), (last or 0) + 1]
    return max(after - before - 1 for before, after in pairwise(ends))


def _recent(progress: Progress) -> list[RoundSummary]:
    rows = progress.fetch_all(
        "SELECT began, r.film, sum(verdict = 'right'), count(*), count, command"
        " FROM (SELECT * FROM round ORDER BY id DESC LIMIT ?) AS r"
        " JOIN answer ON answer.round = r.id GROUP BY r.id ORDER BY r.id DESC",
        _SHOWN_ROUNDS,
    )
    return [RoundSummary(*row) for row in rows]


def _missed(progress: Progress, there: ExistingQuestions) -> list[MissedQuestion]:
    rows = progress.fetch_all(
        "SELECT question, film, ask, missed, answers FROM (SELECT question, sum(verdict <> 'right')"
        " AS missed, count(*) AS answers, max(id) AS last FROM answer GROUP BY question) AS m"
        " JOIN (SELECT id, film, ask FROM answer) AS a ON a.id = m.last WHERE missed > 0"
        " ORDER BY missed DESC, answers, last DESC LIMIT ?",
        _SHOWN_MISSED,
    )
    films = {film: {row[0] for row in rows if row[1] == film} for _, film, *_ in rows}
    known = {question for film, ids in films.items() for question in there(film, ids)}
    return [
        MissedQuestion(question, film, ask, missed, answers, question not in known)
        for question, film, ask, missed, answers in rows
    ]
