"""The program: `heart`, or `python -m heartcli`."""

import gc


def main() -> None:
    """Runs the command that was typed. Collecting garbage would take 15 of its 100 ms."""
    gc.disable()
    from heartcli.cli import app  # noqa: PLC0415 - loading it makes objects, too

    try:
        app(prog_name="heart")
    finally:
        gc.freeze()  # else Python looks through a whole film on its way out


if __name__ == "__main__":
    main()
