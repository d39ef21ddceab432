"""The command line; each command calls one use case."""
