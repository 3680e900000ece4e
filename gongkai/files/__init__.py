"""Files by content hash: stored once, kept in quarantine until looked at, never served from here.

The original stays as it came (it is the record); what the public gets is a release copy without
hidden metadata, made here and written out by the page that shows it.
"""
