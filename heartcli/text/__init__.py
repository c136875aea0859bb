"""Text: `folding` compares it, `display` shows it and suggests the name that was probably meant,
`numbers` and `numerals` read numbers in it. All modules are public.
"""
