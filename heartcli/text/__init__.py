"""Text: `folding` prepares it for comparison, `display` makes it safe to show and suggests names,
and `numbers` and `numerals` parse numbers. All modules are public.
"""
