"""Many films in a database: what is stored of them, how they are found, where they come from."""
