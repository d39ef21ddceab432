"""The pages of campaigns: how they run, what came of them, what is done afterwards."""
