"""Questions: from the records of a film, from its dates, and from many films of the catalogue.

`templates` is the table of what is asked about records, `distractors` finds wrong options, and
`lint` checks written questions.
"""
