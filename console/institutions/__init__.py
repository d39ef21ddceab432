"""The directory of institutions: who is in it, where it covers an area, who confirms."""
