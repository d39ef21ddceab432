"""Who operates the line, with which role; and the audit of what they did."""
