"""What other packages add, by entry point: readers, stages, formats, lexicons. Looked for only when something needs it.

    [project.entry-points."dateline.formats"]
    tally = "harbour:TALLY"          # a formats.exchange.common.Format; the name is that of --format
    [project.entry-points."dateline.readers"]
    tale = "harbour:read"            # read(name, data) -> rows {"text": …, "title": …}; the name is the file's ending
    [project.entry-points."dateline.stages"]
    harbours = "harbour:STAGE"       # a stages.Stage, or several: they come after ours, and may make a kind anew
    [project.entry-points."dateline.lexicons"]
    actors = "harbour:ACTORS"        # YAML, or what is in it: added to the lexicon of that name

A plugin is code of others that runs with all that we may do: install those that you trust.
"""

from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Literal

from dateline.errors import DatelineError

Group = Literal["readers", "stages", "formats", "lexicons"]


class BadPlugin(DatelineError):
    """A plugin cannot be loaded, or is not what its group asks for."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """One entry point, not loaded yet."""

    group: Group
    name: str
    package: str
    version: str
    point: EntryPoint

    def __str__(self) -> str:
        return f"plugin {self.name!r} of {self.package} {self.version} (dateline.{self.group})"

    def load(self) -> Any:
        """What it stands for. Raises BadPlugin, whatever goes wrong in it."""
        try:
            return self.point.load()
        except Exception as problem:
            raise self.bad(f"cannot be loaded: {type(problem).__name__}: {problem}") from problem

    def bad(self, what: str) -> BadPlugin:
        """The error that names it."""
        return BadPlugin(f"{self} {what}", f"mend it, or take it out: pip uninstall {self.package}")


@cache
def plugins(group: Group) -> tuple[Plugin, ...]:
    """The plugins of a group, by name and package; none of them is loaded by this."""
    found = [
        Plugin(
            group, point.name, point.dist.name if point.dist else "?", point.dist.version if point.dist else "?", point
        )
        for point in entry_points(group=f"dateline.{group}")
    ]
    return tuple(sorted(found, key=lambda plugin: (plugin.name, plugin.package)))


def one(group: Group, name: str) -> Plugin | None:
    """The plugin of that name. Raises BadPlugin when two packages bring one."""
    found = [plugin for plugin in plugins(group) if plugin.name == name]
    if len(found) > 1:
        raise found[1].bad(f"has the name of another, of {found[0].package}")
    return found[0] if found else None


def deciding() -> tuple[str, ...]:
    """The packages whose plugins decide what is found in a report, with their versions; they are part of the rules."""
    return tuple(sorted({f"{p.package}-{p.version}" for group in _DECIDING for p in plugins(group)}))


_DECIDING: tuple[Group, ...] = ("stages", "lexicons")
