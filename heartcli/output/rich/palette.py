"""The styles of all screens, by purpose.

They use only the terminal's own colours, so the user's theme decides what they look like. None
carries meaning alone: without colours, a screen still says the same.
"""

HEADING = "bold magenta"  # what the screen is about, and its headings
BAR = "magenta"  # the filled part of a bar
NAME = "bold"  # what an entry is about, the one figure of a block, a right answer
QUOTE = "italic"
QUIET = "dim"  # labels, column heads, rules, footnotes: what the screen would say without
KEY = "cyan"  # what one can type or press
GOOD, DOUBT, BAD = "green", "yellow", "red"  # signs and verdicts; DOUBT is for signs alone

# Signs with their styles.
STANCES = {"positive": ("+", GOOD), "mixed": ("±", DOUBT), "negative": ("−", BAD)}  # of a review
RESULTS = {"nominated": ("☆", DOUBT), "won": ("★", GOOD)}  # of an award
DONE, PARTLY_DONE, FAILED = ("✓", GOOD), ("~", DOUBT), ("✗", BAD)  # of what heart did
