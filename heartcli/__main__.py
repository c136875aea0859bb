"""The program: `heart`, or `python -m heartcli`."""

try:  # an interrupt may come at any line, and is not an error
    import os
    import signal

    def _stop(*_: object) -> None:
        os._exit(130)

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # a shell may ignore it
        signal.signal(signal.SIGINT, _stop)
    import gc
    import sys
except KeyboardInterrupt:
    raise SystemExit(130) from None


def main() -> None:
    """Runs the command that was typed. Collecting garbage would take 15 of its 100 ms."""
    gc.disable()
    _fill_closed_streams()
    try:
        from heartcli.cli import app  # noqa: PLC0415 - loading it makes objects, too

        if signal.getsignal(signal.SIGINT) is _stop:  # from here on something may be left undone
            signal.signal(signal.SIGINT, signal.default_int_handler)
        app(prog_name="heart")
    except KeyboardInterrupt:  # before there is anything that could tell
        sys.exit(130)
    finally:
        gc.freeze()  # else Python looks through a whole film on its way out
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        _flush_messages()


def _flush_messages() -> None:
    """Writes buffered messages. If that fails, the exit code stays as it is."""
    try:
        sys.stderr.flush()
    except (OSError, ValueError):
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), 2
        )  # otherwise Python tries again and exits with 120


def _fill_closed_streams() -> None:
    """Where a shell starts it without a stream, no file of ours takes that stream's number.

    Nothing is read, and messages go nowhere; to write a result fails, as on a full disk.
    """
    for name, mode, flags in (
        ("stdin", "r", os.O_RDONLY), ("stdout", "w", os.O_RDONLY), ("stderr", "w", os.O_WRONLY),
    ):  # fmt: skip
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, flags), mode, encoding="utf-8"))


if __name__ == "__main__":
    main()
