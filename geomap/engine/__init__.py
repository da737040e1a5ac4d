"""Where stages run: one function over documents, and the runners that apply it."""

from geomap.engine.serial import Outcome, run_serial

__all__ = ["Outcome", "run_serial"]
