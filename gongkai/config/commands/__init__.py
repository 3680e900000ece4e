"""The subcommands of `gongkai`, one module each: `configure(parser)` and `run(arguments) -> int`."""
