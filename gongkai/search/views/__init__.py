"""Screens of the desk: the search itself, and what editors do for it."""
