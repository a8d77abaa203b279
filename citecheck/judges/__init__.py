"""Stronger judges, by choice: a model of the user's own says whether a text backs a claim."""
