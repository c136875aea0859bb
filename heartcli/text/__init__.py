"""Text: `folding` compares it, `display` shows it, `numbers` and `numerals` read numbers in it, and
`suggestions` finds the name that was probably meant. All modules are public.
"""
