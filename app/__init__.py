"""Puts the parts together: settings, line, factory, worker, command line."""

from app.factory import create_app

__all__ = ["create_app"]
