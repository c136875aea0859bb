"""Text from outside: folded to compare it, read as numbers, made safe to show.

`folding` compares, `display` shows, `numbers` reads amounts, `suggestions` finds the nearest name.
"""
