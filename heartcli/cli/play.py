"""The commands that play."""

from contextlib import closing
from typing import Annotated

import typer

from heartcli.cli.context import Context, local_time, show
from heartcli.cli.options import (
    Difficulty,
    FilmName,
    Form,
    Genre,
    Json,
    JsonRound,
    NoSave,
    OfCatalogue,
    OfShelf,
    Person,
    Plain,
    PlainRound,
    Replies,
    Section,
    Seed,
    Spoilers,
    Time,
    Years,
    Yes,
    forms,
    is_sure,
    many,
    not_both,
)

app = typer.Typer()


_NOTHING_DUE = "nothing is due; heart quiz asks something new"


@app.command(
    help="A round of questions, each with its source. a to d answer, ? hints, s skips, q stops."
)
def quiz(
    ctx: Context,
    film: FilmName = None,
    count: Annotated[int, typer.Option(min=1, max=1000, help="How many questions.")] = 10,
    form: Form = "mixed",
    section: Section = "",
    difficulty: Difficulty = None,
    spoilers: Spoilers = False,
    seed: Seed = "",
    daily: Annotated[bool, typer.Option("--daily", help="The round of the day.")] = False,
    shelf: OfShelf = False,
    catalogue: OfCatalogue = False,
    year: Years = "",
    genre: Genre = "",
    person: Person = None,
    time: Time = None,
    replies: Replies = "",
    no_save: NoSave = False,
    plain: PlainRound = False,
    json: JsonRound = False,
) -> None:
    from heartcli import output
    from heartcli.cli import rounds
    from heartcli.quiz.rounds.draw import QuestionFilter

    not_both(("--json", json), ("--plain", plain))
    not_both(("--daily", daily), ("--seed", bool(seed)))
    wanted = many(film, shelf=shelf, catalogue=catalogue, year=year, genre=genre, person=person)
    wish = QuestionFilter(
        count=count, forms=forms(form), section=section, difficulty=difficulty, spoilers=spoilers
    )
    start = (seed, local_time().date() if daily else None, not no_save)
    paper = rounds.paper(ctx.obj, film, shelf=shelf, wanted=wanted, wish=wish, start=start)
    if json:
        output.write_json(ctx.obj, paper.data())
    else:
        rounds.play_round(
            ctx.obj, paper, rounds.PlayOptions(plain, replies, time, not no_save), local_time()
        )


@app.command(
    help="What is due today, of all films: questions come back just before you forget them."
)
def practice(
    ctx: Context,
    count: Annotated[
        int | None, typer.Option(min=1, help="At most so many.", show_default=False)
    ] = None,
    form: Form = "mixed",
    time: Time = None,
    replies: Replies = "",
    no_save: NoSave = False,
    plain: PlainRound = False,
    json: JsonRound = False,
) -> None:
    from heartcli import output
    from heartcli.cli import rounds
    from heartcli.quiz.rounds import build

    not_both(("--json", json), ("--plain", plain))
    with closing(rounds.open_progress_read_only(ctx.obj)) as progress:
        paper = build.build_practice(
            progress, local_time().date(), forms(form), count, ctx.obj.message
        )
    if json:
        output.write_json(ctx.obj, paper.data())
    elif not paper.metadata["due"]:
        ctx.obj.message(_NOTHING_DUE)
    elif paper.questions:
        rounds.play_round(
            ctx.obj, paper, rounds.PlayOptions(plain, replies, time, not no_save), local_time()
        )


@app.command(help="How you stand: accuracy over time, streaks, what is due, what you miss most.")
def scores(
    ctx: Context,
    reset: Annotated[bool, typer.Option("--reset", help="Forget it all; a copy is kept.")] = False,
    yes: Yes = False,
    json: Json = False,
    plain: Plain = False,
) -> None:
    from heartcli.cli import rounds

    if not reset:
        show(ctx, rounds.load_stats(ctx.obj, local_time().date()), json, plain)
        return
    sure = is_sure(ctx.obj, "Forget all progress?", "--reset", yes=yes)
    with closing(rounds.open_progress(ctx.obj)) as progress:
        told = f"forgotten; a copy is kept: {progress.reset()}" if sure else "nothing is forgotten"
        ctx.obj.message(told)
