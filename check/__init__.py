"""The tree as public web pages: no script, no cookie."""
