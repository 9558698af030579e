"""Word lists are YAML files in this folder; here they are read, and a wrong one is refused with its place."""

from importlib.resources import files
from typing import Any

import yaml

from dateline.errors import BadLexicon

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times faster, where PyYAML has it


def table(name: str) -> Any:
    """The content of `lexicon/<name>.yaml`. Raises BadLexicon, naming file and line, when it is no YAML."""
    path = files("dateline.lexicon").joinpath(f"{name}.yaml")
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader)
    except yaml.YAMLError as problem:
        raise BadLexicon(f"lexicon/{name}.yaml cannot be read: {problem}", "mend the YAML at that line") from problem
