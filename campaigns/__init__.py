"""Outbound voice and SMS: who is warned, when, how fast, and what came of it."""
