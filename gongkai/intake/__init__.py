"""Intake: take in documents as they really are, and say what they are.

Web captures with navigation around them, broken traditional characters with pinyin in brackets,
Word files: read into title, document number, issuing body, dates and body, without an instance.
"""
