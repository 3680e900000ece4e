"""Settings, addresses and wiring: the only package that names all the others."""
