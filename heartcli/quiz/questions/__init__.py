"""Questions about films: their wording, right answers, distractors and sources.

`templates` is the table of what is asked about records; `from_film` makes all questions of film
files, and `from_catalogue` those about catalogue films. `distractors` finds wrong options, and
`lint` checks written questions.
"""
