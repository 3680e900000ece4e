"""The questions about requests; nothing here changes anything."""
