"""Transparency: a log that a stranger can check, of everything that was done in public.

Domains announce which of their facts are logged and what they say (`registry`). A follower of the
journal turns each such fact into an entry with a place of its own (`numbering`); the writer puts
the entries into the files of the log (`writing`), before the pages that show them are baked. What
goes into an entry: codes, dates, random identifiers and salted commitments. Never a title, a
name, an address or a free text, because an entry is for ever.

The log of the public is called `public`. Others (an internal one of all that happens in a case)
are further instances by another name.
"""
