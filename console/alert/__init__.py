"""From an incident to warnings that wait for approval: what, where, with which words, to whom."""
