"""The program: `heart`, or `python -m heartcli`."""

try:  # Ctrl-C may come at any line, and must not print a traceback
    import os
    import signal

    def _exit_at_once(*_: object) -> None:
        os._exit(130)

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # unless the shell ignores it
        signal.signal(signal.SIGINT, _exit_at_once)
    import gc
    import sys
except KeyboardInterrupt:
    raise SystemExit(130) from None


def main() -> None:
    """Runs a command with garbage collection off, which saves 15 of 100 ms."""
    gc.disable()
    _open_closed_streams()
    try:
        from heartcli.cli import app  # noqa: PLC0415 - garbage collection must be off before

        if signal.getsignal(signal.SIGINT) is _exit_at_once:  # from here on, commands clean up
            signal.signal(signal.SIGINT, signal.default_int_handler)
        app(prog_name="heart")
    except KeyboardInterrupt:  # too early to be reported as usual
        sys.exit(130)
    finally:
        gc.freeze()  # keeps Python from searching a whole film on exit
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        _flush_messages()


def _flush_messages() -> None:
    """Writes buffered messages. If that fails, the exit code stays as it is."""
    try:
        sys.stderr.flush()
    except (OSError, ValueError):  # otherwise, Python would try again and exit with 120
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _open_closed_streams() -> None:
    """Opens any standard streams that the shell has closed, so that no file gets their numbers.

    Reading returns nothing, and messages are discarded. Writing a result fails, as on a full disk.
    """
    for name, mode, flags in (
        ("stdin", "r", os.O_RDONLY), ("stdout", "w", os.O_RDONLY), ("stderr", "w", os.O_WRONLY),
    ):  # fmt: skip
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, flags), mode, encoding="utf-8"))


if __name__ == "__main__":
    main()
