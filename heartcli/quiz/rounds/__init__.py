"""Rounds: choosing the questions, and playing them.

`build` chooses the questions of a round, with `draw`, from film files; `catalogue_source` from the
catalogue; `practice` those that are due. `play` asks, judges and saves.
"""
