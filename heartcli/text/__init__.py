"""Text: `folding` compares it, `display` shows it, `numbers` parses amounts and Roman numerals, and
`suggestions` finds the name that was probably meant. All four modules are public.
"""
