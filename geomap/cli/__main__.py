"""``python -m geomap.cli``."""

from geomap.cli.app import main

main()
