"""Matches the words that people use for a job to the jobs in the data."""

from collections.abc import Iterable

from heartcli.catalogue.codec import CAST
from heartcli.text.folding import fold_words

# Each line has folded words for one job. Its first word may also mean other jobs.
_SYNONYMS = tuple(
    frozenset(line.split(", "))
    for line in f"""
{CAST}, actor, actress, acting, performer, star
director, directed by, directing, film director
writer, screenwriter, scriptwriter, screenplay, script, scenario, written by, writing, author
writer, screenplay by, story, story by, teleplay, adaptation, novel
composer, music, music by, music and songs, score, original score, original music
composer, original music composer
cinematographer, cinematography, director of photography, photography, dop
editor, editing, edited by, film editor, film editing
producer, produced by, producing, executive producer, co producer
songwriter, songs, songs by, music and songs
production designer, production design, set designer, sets
costume designer, costume design, costumes
choreographer, choreography, dances
""".strip().splitlines()
)


def matching_jobs(typed: str, jobs: Iterable[str]) -> set[str]:
    """Returns the jobs that the typed words mean or, if none, those that contain these words."""
    words = fold_words(typed)
    name = " ".join(words)
    meant = {name}.union(*(group for group in _SYNONYMS if name in group))
    folded = {job: fold_words(job) for job in jobs}
    return {job for job, parts in folded.items() if " ".join(parts) in meant} or {
        job for job, parts in folded.items() if words and {*words} <= {*parts}
    }
