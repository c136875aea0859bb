"""The commands that play."""

from contextlib import closing
from typing import Annotated

import typer

from heartcli.cli import options
from heartcli.cli.context import Context, local_time, show

app = typer.Typer()


_NOTHING_DUE = "nothing is due; heart quiz asks something new"


@app.command(
    help="A round of questions, each with its source. a to d answer, ? hints, s skips, q stops."
)
def quiz(
    ctx: Context,
    film: options.FilmName = None,
    count: Annotated[int, typer.Option(min=1, max=1000, help="How many questions.")] = 10,
    form: options.AnswerForm = "mixed",
    section: options.Section = "",
    difficulty: options.Difficulty = None,
    spoilers: options.Spoilers = False,
    seed: options.Seed = "",
    daily: Annotated[bool, typer.Option("--daily", help="The round of the day.")] = False,
    shelf: options.FromShelf = False,
    catalogue: options.FromCatalogue = False,
    year: options.Years = "",
    genre: options.Genre = "",
    person: options.Person = None,
    time: options.Time = None,
    replies: options.Replies = "",
    no_save: options.NoSave = False,
    plain: options.PlainRound = False,
    json: options.JsonRound = False,
) -> None:
    from heartcli import output
    from heartcli.cli import rounds
    from heartcli.quiz.rounds.draw import QuestionFilter

    options.check_at_most_one(("--json", json), ("--plain", plain))
    options.check_at_most_one(("--daily", daily), ("--seed", seed))
    options.check_at_most_one(("--catalogue", catalogue), ("--shelf", shelf), ("FILM", film))
    wanted = options.catalogue_filter(is_given=catalogue, year=year, genre=genre, person=person)
    forms = options.expand_form(form)
    wish = QuestionFilter(
        count=count, forms=forms, section=section, difficulty=difficulty, spoilers=spoilers
    )
    start = (seed, local_time().date() if daily else None, not no_save)
    paper = rounds.paper(ctx.obj, film, shelf=shelf, wanted=wanted, wish=wish, start=start)
    if json:
        output.write_json(ctx.obj, paper.data())
    else:
        how = rounds.PlayOptions(plain, replies, time, not no_save)
        rounds.play_round(ctx.obj, paper, how, local_time())


@app.command(
    help="What is due today, of all films: questions come back just before you forget them."
)
def practice(
    ctx: Context,
    count: Annotated[int | None, typer.Option(min=1, help="At most so many.")] = None,
    form: options.AnswerForm = "mixed",
    time: options.Time = None,
    replies: options.Replies = "",
    no_save: options.NoSave = False,
    plain: options.PlainRound = False,
    json: options.JsonRound = False,
) -> None:
    from heartcli import output
    from heartcli.cli import rounds
    from heartcli.quiz.rounds import build

    options.check_at_most_one(("--json", json), ("--plain", plain))
    with closing(rounds.open_progress_read_only(ctx.obj)) as progress:
        paper = build.build_practice(
            progress, local_time().date(), options.expand_form(form), count, ctx.obj.message
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
    yes: options.AssumeYes = False,
    json: options.Json = False,
    plain: options.Plain = False,
) -> None:
    from heartcli.cli import rounds

    if not reset:
        show(ctx, rounds.load_stats(ctx.obj, local_time().date()), json, plain)
        return
    sure = options.confirm(ctx.obj, "Forget all progress?", "--reset", yes=yes)
    with closing(rounds.open_progress(ctx.obj)) as progress:
        told = f"forgotten; a copy is kept: {progress.reset()}" if sure else "nothing is forgotten"
        ctx.obj.message(told)
