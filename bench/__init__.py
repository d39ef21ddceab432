"""Measures the figures that the documentation states; each prints one line of what it measured."""
