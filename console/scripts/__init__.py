"""The words of every language: how complete they are, who reviewed them, how they sound."""
