"""Inbound voice: what a caller hears and what each key does."""
