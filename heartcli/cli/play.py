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
    from heartcli.cli import rounds
    from heartcli.quiz.rounds.build import RoundRequest
    from heartcli.quiz.rounds.draw import QuestionFilter

    options.check_at_most_one(("--json", json), ("--plain", plain))
    options.check_at_most_one(("--daily", daily), ("--seed", seed))
    options.check_at_most_one(("--catalogue", catalogue), ("--shelf", shelf), ("FILM", film))
    films = options.catalogue_filter(is_given=catalogue, year=year, genre=genre, person=person)
    forms, day = options.expand_form(form), local_time().date() if daily else None
    question_filter = QuestionFilter(
        count=count, forms=forms, section=section, difficulty=difficulty, spoilers=spoilers
    )
    request = RoundRequest(
        question_filter=question_filter, seed=seed, day=day, avoid_recent=not no_save
    )
    question_set = rounds.build_question_set(ctx.obj, film, request, shelf=shelf, film_filter=films)
    play_options = rounds.PlayOptions(plain, json, replies, time, not no_save)
    rounds.play_round(ctx.obj, question_set, play_options, local_time())


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
    from heartcli.cli import rounds

    options.check_at_most_one(("--json", json), ("--plain", plain))
    today, forms = local_time().date(), options.expand_form(form)
    question_set = rounds.build_practice_set(ctx.obj, today, forms, count)
    if json or question_set.questions:
        play_options = rounds.PlayOptions(plain, json, replies, time, not no_save)
        rounds.play_round(ctx.obj, question_set, play_options, local_time())
    elif not question_set.metadata["due"]:
        ctx.obj.message(_NOTHING_DUE)


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
        if sure:
            ctx.obj.message(f"forgotten; a copy is kept: {progress.reset()}")
        else:
            ctx.obj.message("nothing is forgotten")
