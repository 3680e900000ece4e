"""Stories told in a real browser, against real processes: web, worker, database, files."""
