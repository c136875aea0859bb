"""What each look-up shows: sections of a film, its timeline, and records that match a text."""
