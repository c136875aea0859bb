"""Fetches films from Wikidata, with Wikipedia's summaries; the only package that makes requests.

`services` has the addresses, `transport` sends requests, and `client` reads the answers. `run`
finds the films that are meant, keeps their documents, and adds them to the catalogue.
"""
