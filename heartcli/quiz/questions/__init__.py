"""Questions about films: wording, right answers, distractors and sources.

`templates` lists the questions to ask about records; `from_film` makes all questions about film
files, `from_catalogue` those about catalogue films. `distractors` finds wrong options, and `lint`
checks written questions.
"""
