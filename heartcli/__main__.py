"""`python -m heartcli` is `heart`."""

from heartcli.cli import app

if __name__ == "__main__":
    app(prog_name="heart")
