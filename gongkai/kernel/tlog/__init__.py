"""The verifiable publication log: hashes, trees, tiles, notes, receipts and entries.

Formats of C2SP (tlog-tiles, tlog-checkpoint, signed-note, tlog-cosignature, tlog-proof) over the
Merkle trees of RFC 6962. Pure functions and frozen values: what writes files is
`gongkai.transparency.store`. Everything refused is refused with `LogError`, whose message is plain
English about the mechanism; screens say it in their own words. The programs that check a log for
strangers share no code with this package, so that a mistake here does not hide itself.
"""
