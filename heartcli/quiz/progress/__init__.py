"""Progress: every attempt, saved in SQLite; when a question is due again; statistics."""
