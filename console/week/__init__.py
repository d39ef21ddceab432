"""What a week did, on one page."""
