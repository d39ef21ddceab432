"""The decision tree as a conversation: place, press, turn; tallies."""
