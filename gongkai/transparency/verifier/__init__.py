"""The page that checks a receipt in a browser: one file, for any host, or for a disk."""
