"""Fetches films from Wikidata, with Wikipedia's summaries; the only package that makes requests.

`services` has the addresses, `transport` sends requests, and `client` reads the answers. `run`
finds the films that are meant and keeps their documents, and `update` adds them to the catalogue.
"""
