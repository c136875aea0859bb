"""Judging: a typed reply is right, close or wrong, and why.

`rules` holds the order of the rules; the other modules know about one kind of answer each, such as
people, numbers and dates.
"""
