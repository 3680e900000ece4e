"""The subcommands of `gongkai`, one module each: `configure(parser)`, `run(arguments) -> int`."""
