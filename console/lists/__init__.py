"""Standing lists: homes that asked to be warned, or were enrolled with their consent."""
