"""Reports written for this project, with hand-made gold: what the demonstration reads and the quality tests measure.

See README.md in this folder for what is invented and how the gold is made.
"""

from importlib.resources import files
from pathlib import Path


def folder() -> Path:
    """The folder of the samples: `reports` to read, `gold` to score with, `annotations` the gold is built from."""
    return Path(str(files(__name__)))


def reports() -> Path:
    """The folder to hand to `dateline read`."""
    return folder() / "reports"
