"""What waits for a second person: the words beside the last approved ones, and what the checks said."""
