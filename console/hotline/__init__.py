"""What the hotline is asked and what it answers: counted, drawn, explained, and to be tried out."""

from console.hotline.counting import HOURS, Counts, counts

__all__ = ["HOURS", "Counts", "counts"]
