"""The library that draws, without what it leaves behind in the interpreter."""

import sys

import pygal  # type: ignore[import-untyped]
from pygal.style import Style  # type: ignore[import-untyped]

__all__ = ["Style", "pygal"]

# It adds a finder of modules of the old kind, for plugins that we have none of, at which every import of an
# absent module would warn from then on.
sys.meta_path[:] = [one for one in sys.meta_path if type(one).__module__ != "pygal"]
