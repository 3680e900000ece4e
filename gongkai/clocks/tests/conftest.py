"""Fixtures of the cast, for all tests of this app."""

from gongkai.clocks.tests.cast import cases, office  # noqa: F401
