"""What other systems may do: read counts and leave drafts, with a token; never approve."""
