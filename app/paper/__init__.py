"""Leaflet and wallet card: what stands on them, and how they are printed."""
