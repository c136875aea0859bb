"""Compares the slowest judgement of the fuzzers' replies with the median one.

    python benchmarks/fuzzing.py

Judges the replies from tests/fuzzing.py, 18,000 close to an answer and 55,000 random ones, once
each in one process. Judges the slowest again with empty caches, and takes the fastest of several
runs, to rule out hiccups of the machine. Promise: at most 500 times the median.
"""

import functools
import gc
import sys
import time
from collections.abc import Callable
from heapq import nlargest
from pathlib import Path
from statistics import median

sys.path.append(str(Path(__file__).parent.parent))  # to import tests

from heartcli.quiz.judging import Answer, Judgement, estimate, judge
from tests.fuzzing import near_reply, random_reply

SLOWEST_COUNT, RUNS = 100, 5
Judge = Callable[[str, Answer], Judgement]


def milliseconds(judge_function: Judge, reply: str, answer: Answer) -> float:
    begun = time.perf_counter()
    judge_function(reply, answer)
    return (time.perf_counter() - begun) * 1000


def uncached_milliseconds(judge_function: Judge, reply: str, answer: Answer) -> float:
    """Times a judgement with empty caches, after loading the tables that all judgements need."""
    for cached_function in gc.get_objects():
        if isinstance(cached_function, functools._lru_cache_wrapper):  # noqa: SLF001
            cached_function.cache_clear()
    judge_function("about 26 million dollars", Answer("$26,000,000"))
    judge_function("Coppola or Raul Julia", Answer("Francis Ford Coppola", kind="person"))
    return milliseconds(judge_function, reply, answer)


def main() -> None:
    cases = [near_reply(seed) for seed in range(18_000)]
    cases += [random_reply(seed) for seed in range(55_000)]
    for judge_function in (judge, estimate):
        times = [(milliseconds(judge_function, *case), case) for case in cases]
        median_time = median(milliseconds_taken for milliseconds_taken, _ in times)
        remeasured = [
            (min(uncached_milliseconds(judge_function, *case) for _ in range(RUNS)), case)
            for _, case in nlargest(SLOWEST_COUNT, times, key=lambda timed: timed[0])
        ]
        slowest, (reply, answer) = max(remeasured, key=lambda timed: timed[0])
        print(
            f"{f'{judge_function.__name__}, the median of {len(times):,}':32} {median_time:8.3f} ms"
        )
        print(f"{'the slowest':32} {slowest:8.3f} ms   {reply[:30]!r} to {answer.text[:30]!r}")
        print(f"{'slowest / median':32} {slowest / median_time:8.0f}      at most 500")


if __name__ == "__main__":
    main()
