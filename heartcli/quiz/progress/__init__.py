"""The player's progress: every attempt, saved in SQLite.

`store` saves attempts in the file that `database` opens; `schedule` decides when a question is due
again; `statistics` prepares the figures for `heart scores`.
"""
