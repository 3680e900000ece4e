"""Publishing: public pages are baked into files and kept right by what the journal says.

Each domain declares its pages in its `pages.py` with the keys they depend on; each fact declares
the keys it touches; this package follows the journal, renders what is stale, writes beside and
renames, and remembers the hash. Everything here can be thrown away and rebuilt.
"""
