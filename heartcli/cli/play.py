"""The commands that play."""

from contextlib import closing

import typer

from heartcli.cli import options
from heartcli.cli.context import Context, local_time, show

app = typer.Typer()


@app.command(help="Play a round of questions.\n\n"
    "Press a to d to answer, ? for a hint, s to skip, q to quit. Each answer shows its source."
)  # fmt: skip
def quiz(
    ctx: Context, film: options.FilmName = None, count: options.QuestionCount = 10,
    form: options.AnswerForm = "mixed", section: options.Section = "",
    difficulty: options.Difficulty = None, spoilers: options.Spoilers = False,
    seed: options.Seed = "", daily: options.Daily = False, shelf: options.FromShelf = False,
    films: options.Films = None, without: options.WithoutFilms = None,
    catalogue: options.FromCatalogue = False, source: options.Source = "",
    year: options.Years = "", genre: options.Genre = "", person: options.Person = None,
    time: options.TimeLimit = None,
    replies: options.Replies = "", no_save: options.NoSave = False,
    plain: options.PlainRound = False, json: options.JsonRound = False,
) -> None:  # fmt: skip
    from heartcli.cli import rounds
    from heartcli.quiz.rounds.build import RoundRequest

    options.check_at_most_one(("--json", json), ("--plain", plain))
    options.check_at_most_one(("--daily", daily), ("--seed", seed))
    scope = options.scope(
        film, films, shelf=shelf, without=without, catalogue=catalogue, year=year, genre=genre,
        person=person, source=source,
    )  # fmt: skip
    request = RoundRequest(
        count=count, forms=options.expand_form(form), section=section, difficulty=difficulty,
        spoilers=spoilers, seed=seed, day=local_time().date() if daily else None,
        avoid_recent=not no_save,
    )  # fmt: skip
    notify = ctx.obj.message
    question_set = rounds.build_question_set(scope, request, notify)
    play_options = rounds.PlayOptions(plain, json, replies, time, not no_save)
    rounds.play_round(ctx.obj, question_set, play_options, local_time())


@app.command(help="Practise the questions due today.\n\n"
    "Questions come back just before you'd forget them. Covers every film you've played."
)  # fmt: skip
def practice(
    ctx: Context, films: options.Films = None, section: options.Section = "",
    count: options.MaxCount = None, form: options.AnswerForm = "mixed",
    time: options.TimeLimit = None, replies: options.Replies = "",
    no_save: options.NoSave = False, restore: options.Restore = False,
    plain: options.PlainRound = False, json: options.JsonRound = False,
) -> None:  # fmt: skip
    from heartcli.cli import rounds
    from heartcli.text.display import plural

    for name, value in (("--film", films), ("--section", section), ("--json", json)):
        options.check_at_most_one(("--restore", restore), (name, value))
    if restore:
        restored = plural(rounds.restore_suppressed(ctx.obj.message), "question")
        ctx.obj.message(f"Brought back {restored}")
        return
    options.check_at_most_one(("--json", json), ("--plain", plain))
    today, forms = local_time().date(), options.expand_form(form)
    notify = ctx.obj.message
    question_set = rounds.build_practice_set(today, films or (), section, forms, count, notify)
    if json or question_set.questions:
        play_options = rounds.PlayOptions(plain, json, replies, time, not no_save)
        rounds.play_round(ctx.obj, question_set, play_options, local_time())
    elif not question_set.metadata["due"]:
        ctx.obj.message("Nothing is due. Try heart quiz for new questions")


@app.command(help="Show your scores.\n\n"
    "Covers accuracy, streaks and what's due. Use --reset to start over.")  # fmt: skip
def scores(
    ctx: Context, reset: options.Reset = False, yes: options.AssumeYes = False,
    json: options.Json = False, plain: options.Plain = False,
) -> None:  # fmt: skip
    from heartcli.cli import rounds
    from heartcli.quiz.progress.store import open_progress

    if not reset:
        show(ctx, rounds.load_stats(ctx.obj.message, local_time().date()), json, plain)
        return
    if not options.confirm(ctx.obj, "Delete all progress?", yes=yes):
        ctx.obj.message("Nothing deleted")
        return
    with closing(open_progress(ctx.obj.message)) as progress:
        ctx.obj.message(f"Progress deleted. Backup: {progress.reset()}")
