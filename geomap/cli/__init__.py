"""The command line: parse, call the library, print."""

from geomap.cli.app import main

__all__ = ["main"]
