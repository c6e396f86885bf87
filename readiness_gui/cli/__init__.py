"""The command line. No subcommand loads the window or anything it needs."""
