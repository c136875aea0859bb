"""What each look-up shows: the sections of a film, its timeline, and the records that match a text."""
