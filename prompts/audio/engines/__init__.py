"""Engines that make speech of our words; none is needed to run, and none is loaded before it speaks."""
