"""How many messages a text becomes: the network's rule, as the texts of this room need it."""

from carrier.segments import Encoding, Segments, count

__all__ = ["Encoding", "Segments", "count"]
