"""`python -m heartcli` is `heart`."""

from heartcli.cli import main

if __name__ == "__main__":
    main()
