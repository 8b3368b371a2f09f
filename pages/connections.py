"""Placeholder."""

from lib.ui import frame

frame.require("connections")
