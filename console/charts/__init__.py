"""Pictures of figures, as SVG and PNG."""
