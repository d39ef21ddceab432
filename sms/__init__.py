"""Inbound texts: a code in, a whole answer out; segments."""
