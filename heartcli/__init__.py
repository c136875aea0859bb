"""heart: films in the terminal, every fact with its source."""
