"""Rounds: choosing questions and playing them.

`build` and `draw` choose the questions for a round: from film files (`film_source`), from the
catalogue (`catalogue_source`) or from those that are due (`practice`). `play` asks, judges and
saves.
"""
