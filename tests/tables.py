"""Tables of sentences and gold in YAML, read by the loader of the lexicon, which is the fast one."""

from pathlib import Path
from typing import Any

import yaml

from dateline.lexicon.load import Loader


def table(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader)


def beside(module: str, name: str) -> Any:
    """beside(__file__, "gold.yaml") -> the table in the folder of a module."""
    return table(Path(module).with_name(name))
