"""heart behaves as a good citizen of the terminal."""

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pexpect
import pytest

from heartcli.cli.group import PANELS
from tests.conftest import ROOT, TIMEOUT_SECONDS, Heart, environment, environment_without_coverage

HEART = [sys.executable, "-m", "heartcli"]
C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
ESCAPE = "\x1b"


def run_on_terminal(home: Path, *args: str, columns: int = 80, **env: Any) -> str:
    """Returns what a command prints on a pseudo-terminal."""
    variables = environment(home, **env)
    child: Any = pexpect.spawn(
        sys.executable,
        ["-m", "heartcli", *args],
        env=variables,
        dimensions=(50, columns),
        cwd=str(ROOT),
        timeout=TIMEOUT_SECONDS,
    )
    child.ptyproc.delayafterclose = 0.01
    child.expect(pexpect.EOF)
    child.close()
    return bytes(child.before or b"").decode()


def test_jq_reads_the_json(program: Heart) -> None:
    jq = shutil.which("jq")
    if jq is None:
        pytest.skip("no jq on this machine")
    output = program("cast", "--json").out

    names = subprocess.run(
        [jq, "-r", ".cast[0].performer"], input=output, capture_output=True, text=True, check=True
    )

    assert names.stdout == "Frederic Forrest\n"


@pytest.mark.parametrize(
    "args",
    [["production"], ["production", "--json"], ["production", "--plain"], ["--help"]],
    ids=" ".join,
)
def test_a_closed_pipe_exits_quietly_with_141(home: Path, args: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    ended = subprocess.run(
        [*HEART, *args],
        stdout=writer,
        stderr=subprocess.PIPE,
        env=environment(home),
        check=False,
    )
    os.close(writer)

    assert (ended.returncode, ended.stderr) == (141, b"")


@pytest.mark.parametrize(
    "args",
    [["cast"], ["cast", "--json"], ["cast", "--plain"], ["schema"], ["--help"]],
    ids=" ".join,
)
def test_a_full_disk_is_reported_in_one_line(home: Path, args: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [*HEART, *args], stdout=full, stderr=subprocess.PIPE, env=environment(home), check=False
        )

    assert ended.stderr.decode() == "heart: can't write output: No space left on device\n"
    assert ended.returncode == 1


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_a_closed_stdout_is_reported_and_other_closed_streams_do_no_harm(
    home: Path, closed: str
) -> None:
    codes = {"cast nonsense": 1, "new Film": 2, "quiz --seed 1 --no-save": 0, "nonsense": 2}
    other = ("cast --json", "cast --plain", "--version", "schema") if closed == ">&-" else ()
    for args in ("cast", "--help", *other, *codes):
        command = f"{sys.executable} -m heartcli {args} {closed}"
        ended = subprocess.run(
            ["bash", "-c", command], env=environment(home), capture_output=True, check=False
        )
        assert b"Traceback" not in ended.stderr
        unwritten = ">&-" in closed.split() and codes.get(args, 0) == 0
        assert ended.returncode == (1 if unwritten else codes.get(args, 0))
        if unwritten and "2>&-" not in closed:
            message = b"heart: can't write output: Bad file descriptor\n"
            assert ended.stderr.endswith(message)


def test_a_name_that_is_too_long_is_reported(program: Heart) -> None:
    for args in (["cast", "x" * 5_000 + ".toml"], ["check", "x" * 5_000], ["cast", "x" * 5_000]):
        screen = program(*args)
        assert screen.code == 1
        assert "Traceback" not in screen.err


def test_under_lc_all_c_json_is_utf8_and_tables_are_ascii(home: Path) -> None:
    def run(*args: str) -> bytes:
        env = environment(home, **C_LOCALE)
        return subprocess.run([*HEART, *args], env=env, capture_output=True, check=True).stdout

    assert "Coup de cœur" in json.dumps(
        json.loads(run("releases", "--json").decode("utf-8")), ensure_ascii=False
    )
    assert "Coup de cœur" in run("releases", "--plain").decode("utf-8")
    commands = ("film", "cast", "reception", "music", "releases", "production", "timeline")
    tables = {command: run(*command.split()) for command in (*commands, "search coeur")}
    for table in tables.values():
        assert table.isascii()
        assert b"\x1b" not in table
    assert b"Coup de coeur" in tables["releases"]
    assert b'"innovative, audacious effort"' in tables["reception"]
    assert b"======" in tables["reception"]


@pytest.mark.parametrize("command", ["", "new", "cast", "search", "check"])
def test_under_lc_all_c_help_is_shown(home: Path, command: str) -> None:
    env = environment(home, **C_LOCALE)
    ended = subprocess.run(
        [*HEART, *command.split(), "-h"], env=env, capture_output=True, check=True
    )

    assert ended.stdout.isascii()
    assert b"Usage: heart" in ended.stdout


def test_under_lc_all_c_messages_are_ascii(home: Path) -> None:
    env = environment(home, **C_LOCALE)
    ended = subprocess.run([*HEART, "cast", "Amélie"], env=env, capture_output=True, check=False)

    assert ended.returncode == 1
    assert ended.stderr.isascii()


def test_a_pipe_gets_no_escape_codes(program: Heart) -> None:
    for args in (["cast"], ["--help"], ["nonsense"], ["cast", "nonsense"], ["cast", "--nonsense"]):
        screen = program(*args)
        assert ESCAPE not in screen.out + screen.err


def test_a_terminal_gets_colour(home: Path) -> None:
    assert "\x1b[1;35mOne from the Heart" in run_on_terminal(home, "cast")
    assert ESCAPE in run_on_terminal(home, "--help")


@pytest.mark.parametrize(
    "env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}], ids=str
)
def test_no_color_and_a_dumb_terminal_mean_no_escape_codes_at_all(
    home: Path, program: Heart, env: dict[str, Any]
) -> None:
    for args in (["cast"], ["--help"], ["cast", "--nonsense"]):
        assert ESCAPE not in run_on_terminal(home, *args, **env)
        screen = program(*args, **env)
        assert ESCAPE not in screen.out + screen.err


def test_an_empty_no_color_is_ignored(home: Path) -> None:
    assert ESCAPE in run_on_terminal(home, "cast", NO_COLOR="")
    assert ESCAPE in run_on_terminal(home, "--help", NO_COLOR="")


def test_force_color_colours_even_a_pipe(program: Heart) -> None:
    assert ESCAPE in program("cast", FORCE_COLOR="1").out
    assert ESCAPE in program("--help", FORCE_COLOR="1").out


@pytest.mark.parametrize(
    "env",
    [
        {"FORCE_COLOR": ""},
        {"FORCE_COLOR": "0"},
        {"GITHUB_ACTIONS": "true"},
        {"PY_COLORS": "1"},
        {"TTY_COMPATIBLE": "1"},
    ],
    ids=str,
)
def test_nothing_else_forces_colour(program: Heart, env: dict[str, str]) -> None:
    for args in (["cast"], ["--help"], ["cast", "--nonsense"]):
        screen = program(*args, **env)
        assert ESCAPE not in screen.out + screen.err


@pytest.mark.parametrize("form", ["--json", "--plain"])
def test_json_and_plain_are_never_coloured(home: Path, program: Heart, form: str) -> None:
    assert ESCAPE not in program("cast", form, FORCE_COLOR="1").out
    assert ESCAPE not in run_on_terminal(home, "cast", form)


def test_json_is_indented_on_a_terminal_and_compact_in_a_pipe(home: Path, program: Heart) -> None:
    assert run_on_terminal(home, "cast", "--json").startswith('{\r\n  "film": {')
    assert program("cast", "--json").out.startswith('{"film":{"id":')


@pytest.mark.parametrize("columns", [40, 60, 80, 120, 200])
def test_a_table_is_as_wide_as_the_terminal(home: Path, columns: int) -> None:
    lines = (
        run_on_terminal(home, "cast", columns=columns, NO_COLOR="1").replace("\r", "").splitlines()
    )

    assert max(map(len, lines)) == min(columns, 120)


def _short(env: dict[str, str]) -> str:
    return " ".join(f"{name}={value[:9]}" for name, value in env.items())


def test_20_columns_are_enough_to_read(home: Path) -> None:
    out = run_on_terminal(home, "cast", columns=20, NO_COLOR="1")

    assert max(len(line.rstrip()) for line in out.replace("\r", "").splitlines()) <= 20
    assert "NastassjaKinski" in "".join(out.split())
    assert "One from the Heart" in " ".join(out.split())


@pytest.mark.parametrize(
    "env",
    [
        *({"COLUMNS": value} for value in ("", "x", "0", "1", "-5", "99999", "²", "9" * 5_000)),
        *({"LINES": value} for value in ("0", "²", "9" * 5_000)),
    ],
    ids=_short,
)
def test_nonsense_in_columns_and_lines_does_no_harm(heart: Heart, env: dict[str, str]) -> None:
    check_size(heart, env)


@pytest.mark.parametrize(
    "env",
    [
        *({"TERMINAL_WIDTH": value} for value in ("abc", "1", "9" * 5_000)),
        {"COLUMNS": "²", "LINES": "²", "TERM": "dumb"},
        {"COLUMNS": "1", "LINES": "1", "TERMINAL_WIDTH": "-1", "NO_COLOR": "1"},
    ],
    ids=_short,
)
def test_nonsense_at_start_up_does_no_harm(program: Heart, env: dict[str, str]) -> None:
    """Typer and Rich read some of these variables when they are imported."""
    check_size(program, env)


def check_size(run: Heart, env: dict[str, str]) -> None:
    narrow = env.get("COLUMNS") == "1"
    for args, code in ((["--help"], 0), (["cast", "--nonsense"], 2), (["quiz", "--seed", "1"], 0)):
        screen = run(*args, **env)
        shown = (screen.out + screen.err).splitlines()
        assert screen.code == code
        assert "Traceback" not in screen.err
        assert max(map(len, shown)) <= 120
        assert narrow == (max(map(len, shown)) <= 20)
        assert sum(map(bool, map(str.strip, shown))) > len(shown) / 2
        assert len(shown) < 400


@pytest.mark.parametrize("args", [["--help"], ["cast", "--nonsense"], ["nonsense"]], ids=" ".join)
@pytest.mark.parametrize(
    ("columns", "env"), [(3, {}), (20, {"NO_COLOR": "1"}), (60, {"TERM": "dumb"}), (500, {})]
)
def test_help_and_errors_fit_the_terminal(
    home: Path, columns: int, env: dict[str, str], args: list[str]
) -> None:
    shown = run_on_terminal(home, *args, columns=columns, **env)
    lines = re.sub(r"\x1b\[[0-9;]*m|\r", "", shown).splitlines()

    assert max(map(len, lines)) <= max(20, min(columns, 120))


def test_a_terminal_with_too_many_lines_is_not_scrolled_to_its_end(home: Path) -> None:
    env = environment(home, LINES="99999999")
    child = pexpect.spawn(
        sys.executable, ["-m", "heartcli", "quiz", "--seed", "1"], env=env, timeout=TIMEOUT_SECONDS
    )
    child.expect("skip")
    shown = bytes(child.before or b"")  # type: ignore[arg-type]
    child.close()

    assert shown.count(b"\n") < 1_000


def test_help_the_schema_and_look_ups_need_no_docstrings(home: Path) -> None:
    def printed(*options: str) -> bytes:
        program = (
            "from heartcli.cli import app\n"
            "from typer.main import get_command\n"
            "words = [[], *([name] for name in get_command(app).commands)]\n"
            "for args in [*([*word, '-h'] for word in words), ['schema'], ['cast'],"
            " ['film', '--plain'], ['quiz', '--daily'], ['check', 'data'], ['scores']]:\n"
            "    app(args, prog_name='heart', standalone_mode=False)\n"
        )
        command = [sys.executable, *options, "-c", program]
        ended = subprocess.run(
            command, env=environment(home), cwd=ROOT, capture_output=True, check=True, input=b""
        )
        assert ended.stderr == b""
        return ended.stdout

    everything = printed()
    assert everything.count(b"Usage: heart") == 1 + sum(len(names) for _, names in PANELS.values())
    assert b"Show everything with a date, in order." in everything
    assert printed("-OO") == everything


def test_commands_work_without_heart_home(home: Path) -> None:
    env = environment(home)
    del env["HEART_HOME"]
    ended = subprocess.run([*HEART, "cast", "--json"], env=env, capture_output=True, check=False)

    assert ended.returncode == 0
    assert json.loads(ended.stdout)["cast"]


def test_without_a_home_folder_look_ups_work_and_new_says_why_it_does_not(
    heart: Heart, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Happens, for instance, if the user isn't in the system's list of users."""

    def nowhere(*_: object, **__: object) -> Path:
        raise RuntimeError("Could not determine home directory")

    monkeypatch.setattr("platformdirs.user_data_path", nowhere)

    assert heart("cast", HEART_HOME="").code == 0
    assert heart("cast", "one from the heart", HEART_HOME="").code == 0
    for args in (["films"], ["new", "Film (1999)"]):
        screen = heart(*args, HEART_HOME="")
        assert screen.code == 1
        assert screen.err == "heart: no home folder. Set HEART_HOME to a folder\n"


def test_with_a_read_only_home_look_ups_work_and_new_says_why_it_does_not(program: Heart) -> None:
    for place in ("/proc/heart", "/dev/null/heart"):  # not even root can write there
        assert program("cast", "--json", HEART_HOME=place).code == 0
        assert program("films", HEART_HOME=place).code == 0
        refused = program("new", "Film (1999)", HEART_HOME=place)
        assert refused.code == 1
        assert "can't write" in refused.err
        assert len(refused.err.splitlines()) == 1


def test_ctrl_c_at_a_prompt_exits_with_130(home: Path) -> None:
    child = pexpect.spawn(
        sys.executable,
        ["-m", "heartcli", "new", "Film"],
        env=environment_without_coverage(home),
        timeout=TIMEOUT_SECONDS,
    )
    child.expect("Year of the film: ")
    # Python can miss an interrupt between writing the prompt and waiting for input.
    for _ in range(TIMEOUT_SECONDS):
        child.sendintr()
        if child.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=1) == 0:
            break
    child.close()

    assert child.exitstatus == 130
    assert "Traceback" not in str(child.before)
    assert list((home / "films").iterdir()) == []


def test_an_interrupt_during_work_exits_with_130_and_no_traceback(
    home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "long.toml"
    records = "".join(f'[[legacy]]\nid = "r{i}"\ntext = "x"\n' for i in range(60_000))
    path.write_text(f'format = 1\ntitle = "Film"\nyear = 1999\n{records}', encoding="utf-8")
    with subprocess.Popen(
        [*HEART, "check", str(path)],
        env=environment_without_coverage(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            while _memory(process.pid) < 60_000 and process.poll() is None:  # wait until it is busy
                time.sleep(0.001)
            process.send_signal(signal.SIGINT)
            _, stderr = process.communicate(timeout=TIMEOUT_SECONDS)
        finally:
            process.kill()

    assert (process.returncode, stderr) == (130, b"")


@pytest.mark.parametrize("number", [2, 3, 4, 5, 8, 13, 20, 40, 60, 80, 100, 120])
def test_an_interrupt_during_start_up_exits_with_130_and_no_traceback(
    home: Path, number: int
) -> None:
    """Interrupts at import number N; before the second, none of heart's code has run."""
    program = f"""
import os, sys
seen = -1
def hook(event, args):
    global seen
    if event == "import" and (seen >= 0 or args[0] == "heartcli.__main__"):
        seen += 1
        if seen == {number}:
            os.kill(os.getpid(), 2)
sys.addaudithook(hook)
sys.argv = ["heart", "cast"]
from heartcli.__main__ import main
main()
"""
    ended = subprocess.run(
        [sys.executable, "-c", program],
        env=environment_without_coverage(home),
        capture_output=True,
        check=False,
    )

    assert (ended.returncode, ended.stdout, ended.stderr) == (130, b"", b"")


def test_an_ignored_interrupt_stays_ignored(home: Path) -> None:
    """Shells without job control, for instance, ignore interrupts in the background."""
    program = "trap '' INT; exec " + " ".join(HEART) + " catalogue --json"
    env = environment_without_coverage(home)
    ended = subprocess.run(
        ["sh", "-c", program], env=env, cwd=ROOT, check=False, capture_output=True
    )

    assert ended.returncode == 0


def _memory(pid: int) -> int:
    """Returns the memory that a process uses, in kB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    found = re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) if found else 0


@pytest.mark.parametrize("option", ["--cite", "--no-pager"])
def test_bare_heart_takes_display_options(heart: Heart, option: str) -> None:
    screen = heart(option, "--json")

    assert screen.json["film"]["title"] == "One from the Heart"
    assert screen.out == heart("film", "--json", option).out


def test_only_commands_that_show_records_have_cite(heart: Heart) -> None:
    assert heart("cast", "--cite").code == 0
    assert heart("sources", "--cite").code == 2
    assert heart("quiz", "--no-pager").code == 2


def test_plain_output_has_no_boxes(program: Heart) -> None:
    for command in ("film", "cast", "reception", "releases", "timeline", "films"):
        assert not re.search("[━─│╭╮╰╯╸]", program(command, "--plain").out)


def test_exit_codes_are_as_documented(program: Heart) -> None:
    assert program("cast").code == 0
    assert program("cast", "no such film").code == 1
    assert program("search", "xyzzy").code == 1
    assert program("check", "pyproject.toml").code == 1
    assert program("check", "data/film.toml").code == 0
    assert program("nonsense").code == 2
    assert program("cast", "--nonsense").code == 2
    assert program("search").code == 2


@pytest.mark.parametrize("option", ["--install-completion", "--show-completion"])
def test_installing_completion_succeeds(program: Heart, tmp_path: Path, option: str) -> None:
    screen = program(option, "bash", HOME=str(tmp_path))

    assert (screen.code, screen.err) == (0, "")
    assert screen.out


NAME = b"caf\xe9  x.toml"  # as an old system encoded it


def test_a_path_that_is_not_utf8_can_be_used_from_json(program: Heart, tmp_path: Path) -> None:
    home = os.fsencode(tmp_path) + b"/h\xf4me"
    files = [home + b"/films/" + NAME, home + b"/films/bad\xff.toml"]
    Path(os.fsdecode(home + b"/films")).mkdir(parents=True)
    for file, text in zip(files, ["format = 1\ntitle = 'Caf'\nyear = 1999\n", "x"], strict=True):
        Path(os.fsdecode(file)).write_text(text)

    films = program("films", "--json", HEART_HOME=os.fsdecode(home)).json
    report = program("check", os.fsdecode(home + b"/films"), "--json").json

    assert os.fsencode(films["folder"]) == home + b"/films"
    assert sorted(files) == sorted(
        os.fsencode(film["path"]) for film in films["films"] if not film["bundled"]
    )
    assert sorted(files) == sorted(os.fsencode(file["path"]) for file in report["files"])


@pytest.mark.parametrize("name", [NAME, b"-30-.toml", b"it's $(a).toml", b"two\nlines.toml"])
def test_the_replay_command_works_whatever_a_file_is_called(
    home: Path, tmp_path: Path, name: bytes
) -> None:
    text = (ROOT / "tests" / "films" / "valid" / "everything.toml").read_bytes()
    (tmp_path / os.fsdecode(name)).write_bytes(text)
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "heart").write_text(f'#!/bin/sh\nexec {sys.executable} -m heartcli "$@"\n')
    (programs / "heart").chmod(0o755)
    env = environment(home, PYTHONPATH=str(ROOT))
    env["PATH"] = f"{programs}:{env['PATH']}"

    def run(*command: Any) -> bytes:
        return subprocess.run(
            command, env=env, cwd=tmp_path, capture_output=True, check=True, input=b"a\n" * 9
        ).stdout

    paper = json.loads(run("heart", "quiz", "--count", "3", "--json", "--", name))
    played = run(
        "heart", "quiz", "--seed", str(paper["seed"]), "--count", "3", "--plain", "--", name
    )
    [again] = [line for line in played.splitlines() if line.startswith(b"Play it again: ")]
    command = again.removeprefix(b"Play it again: ")

    assert command.decode().isprintable()
    assert command.decode() == paper["command"]
    assert json.loads(run("heart", "scores", "--json"))["recent"][0]["command"] == paper["command"]
    for shell in filter(shutil.which, ("bash", "zsh")):
        replayed = json.loads(run(shell, "-c", command + b" --json"))
        assert replayed["questions"] == paper["questions"]


@pytest.mark.parametrize(
    "command", ["film", "search", "who", "quiz", "films", "new", "check", "fact"]
)
def test_a_name_that_starts_with_a_hyphen_goes_after_two_hyphens(
    heart: Heart, command: str
) -> None:
    for name in ("-30-", "--30--"):
        screen = heart(command, name, COLUMNS="120")
        assert screen.code == 2
        assert f"If it's a name, use: heart {command} -- {name}" in screen.err
        assert "no option" not in heart(command, "--", name).err
    assert "heart film -- -30-" in heart("-30-", COLUMNS="120").err


def test_a_mistyped_option_is_not_taken_for_a_name(heart: Heart) -> None:
    for args in (["cast", "--jsom"], ["scores", "-30-"], ["schema", "--x"], ["cast", "-h30"]):
        assert "name" not in heart(*args).err


def test_suggested_commands_can_be_pasted_into_a_shell(heart: Heart, home: Path) -> None:
    evil = "x;$(y)`z`"
    path = home / "films" / f"{evil}.toml"
    path.write_text("title = 1\n")
    problems = [film.get("broken", "") for film in heart("films", "--json").json["films"]]
    many = home / "many $x.toml"
    many.write_text("[[cast]]\n" * 20)

    assert f"Try: heart check '{path}'" in " ".join(problems)
    assert f"Try: heart check '{many}'" in heart("film", str(many)).err
    assert f"Try: heart film '{evil} x'" in heart(f"{evil} x", COLUMNS="120").err
    assert f"# Show it: heart film '{evil}'" in heart("new", evil, "--year", "1999", "-o", "-").out


def test_completion_is_not_installed_into_a_file_that_is_not_utf8(
    home: Path, tmp_path: Path
) -> None:
    before = b"# caf\xe9\n"
    (tmp_path / ".bashrc").write_bytes(before)
    command = f"{' '.join(HEART)} --install-completion; exit $?"  # bash must stay the parent
    ended = subprocess.run(
        ["bash", "-c", command], env=environment(home, HOME=str(tmp_path)), cwd=ROOT,
        capture_output=True, check=False,
    )  # fmt: skip

    assert ended.returncode == 1
    assert ended.stderr.startswith(b"heart: your shell's start-up file is not UTF-8")
    assert (tmp_path / ".bashrc").read_bytes() == before


def test_the_version_is_printed(program: Heart) -> None:
    assert re.fullmatch(r"heart \d+\.\d+\.\d+\n", program("--version").out)


def test_a_terminal_that_hangs_up_leaves_no_process(home: Path) -> None:
    pid, descriptor = pty.fork()
    if pid == 0:
        os.execve(sys.executable, [*HEART, "new", "Film"], environment(home))  # noqa: S606
    while b"Year" not in os.read(descriptor, 4096):
        pass
    os.close(descriptor)

    _, status = os.waitpid(pid, 0)
    assert status != 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this machine")
@pytest.mark.parametrize("args", [["film"], ["cast", "zzzz"]])
def test_a_full_disk_for_both_streams_exits_with_1(home: Path, args: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "heartcli", *args], cwd=ROOT, stdin=subprocess.DEVNULL,
            env=environment_without_coverage(home), stdout=full, stderr=full, check=False,
        )  # fmt: skip

    assert ended.returncode == 1
