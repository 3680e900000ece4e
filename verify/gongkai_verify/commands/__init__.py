"""The commands, one a file: `add` describes the arguments, `run` does it."""
