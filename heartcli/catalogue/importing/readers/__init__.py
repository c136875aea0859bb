"""One module per import format.

Each has a function `read(paths, take)`: it gives what the files say to `take` (sink.py) and reports
what can't be used. It raises HeartError for files that are not of its format.
"""
