"""Questions about many films, made from a catalogue.

`templates` lists all templates. A template picks films and people from a `pool` and makes a
question of them.
"""
