"""Rounds: which questions a round has, and how it is played.

`build` composes a round, also from films of the catalogue (`catalogue_source`); `play` asks, judges
and saves.
"""
