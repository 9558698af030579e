"""Word lists are YAML files in this folder; here they are read, and a wrong one is refused with its place.

Reading 2,000 rows of YAML takes half a second, of JSON a hundredth: what was read is kept as JSON under the hash of the
file, so that an edited list is read anew.
"""

import hashlib
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from dateline.errors import BadLexicon
from dateline.lexicon import shelf
from dateline.plugins import plugins

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times faster, where PyYAML has it
WORTH_KEEPING = 20_000  # bytes of YAML


def table(name: str) -> Any:
    """The content of `lexicon/<name>.yaml`. Raises BadLexicon, naming file and line, when it is no YAML."""
    return _with_plugins(name, _ours(name))


def _ours(name: str) -> Any:
    text = source(name)
    if len(text) < WORTH_KEEPING:
        return parsed(name, text)
    stem = f"{name.replace('/', '-')}-"
    kept = f"{stem}{hashlib.blake2b(text.encode(), digest_size=10).hexdigest()}.json"
    for folder in shelf.folders():
        try:
            return json.loads((folder / kept).read_bytes())
        except (OSError, ValueError):
            continue
    content = parsed(name, text)
    _keep(content, stem, kept)
    return content


def _with_plugins(name: str, content: Any) -> Any:
    """The table with what plugins of its name add. Raises BadPlugin for what does not fit into it."""
    for plugin in plugins("lexicons"):
        if plugin.name == name:
            more = plugin.load()
            try:
                content = added(content, yaml.load(more, Loader) if isinstance(more, str) else more)
            except (yaml.YAMLError, ValueError) as problem:
                raise plugin.bad(f"does not fit into lexicon/{name}.yaml: {problem}") from problem
    return content


def added(content: Any, more: Any) -> Any:
    """Both: lists one after the other, tables key by key. Raises ValueError where one would replace the other."""
    if isinstance(content, list) and isinstance(more, list):
        return [*content, *more]
    if isinstance(content, dict) and isinstance(more, dict):
        both = {key: added(content[key], more[key]) for key in content if key in more}
        return {**content, **more, **both}
    if content == more:
        return content
    raise ValueError(f"{str(content)[:60]!r} would become {str(more)[:60]!r}")


def source(name: str) -> str:
    """`lexicon/<name>.yaml` as it is written."""
    return files("dateline.lexicon").joinpath(f"{name}.yaml").read_text(encoding="utf-8")


def parsed(name: str, text: str) -> Any:
    """YAML as a table. Raises BadLexicon, naming file and line."""
    try:
        return yaml.load(text, Loader)
    except (yaml.YAMLError, ValueError, RecursionError) as problem:  # ValueError: days that do not exist, half signs
        raise BadLexicon(f"lexicon/{name}.yaml cannot be read: {problem}", "mend the YAML at that line") from problem


def _keep(content: Any, stem: str, kept: str) -> None:
    """Keep what was read, if JSON can hold it and a folder takes it; what an older list left behind goes."""
    try:
        as_json = json.dumps(content, ensure_ascii=False)
    except TypeError:  # a date, for instance
        return
    if json.loads(as_json) != content:  # keys that are no strings
        return
    for folder in shelf.folders():
        try:
            path = shelf.keep(folder, kept, as_json.encode())
            _clear(folder, stem, path)
        except OSError:
            continue
        return


def _clear(folder: Path, stem: str, but: Path) -> None:
    length = len(but.name)
    for path in folder.glob(f"{stem}*.json"):
        if path != but and len(path.name) == length:
            path.unlink(missing_ok=True)
