"""Gongkai (公开, "in the open"): the platform on which a government keeps its word in public.

Every duty stands in a catalogue, every handling runs on a legal clock, every result is
public, and every fact is in a log that anyone can check.
"""

__version__ = "0.1.0"
