"""Judging: what a fair quizmaster takes, what he asks back, what he turns down."""

from collections import Counter

import tomli

from heartcli.quiz.judge import Answer, judge
from tests.conftest import TESTS

TRUTHS = tomli.loads((TESTS / "truths" / "answers.toml").read_text(encoding="utf-8"))["answers"]
VERDICTS = ("right", "close", "wrong")
ROWS = [
    (
        Answer(
            row["text"],
            *(tuple(row.get(k, ())) for k in ("accept", "prompt", "reject")),
            row.get("kind"),
        ),
        verdict,
        reply,
    )
    for row in TRUTHS
    for verdict in VERDICTS
    for reply in row.get(verdict, ())
]


if __name__ == "__main__":
    good, all_ = Counter(), Counter()
    for answer, verdict, reply in ROWS:
        j = judge(reply, answer)
        all_[verdict] += 1
        good[verdict] += j.verdict == verdict
        if j.verdict != verdict:
            print(
                f"{answer.text!r:35.35} {reply!r:35} should be {verdict:6} is {j.verdict:6} {j.why}"
            )
    print(
        {v: f"{good[v]}/{all_[v]} {good[v] / all_[v]:.1%}" for v in VERDICTS},
        sum(good.values()) / sum(all_.values()),
    )
