"""The order of work on one report. The list is visible, and `check` proves that it can run."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache, partial
from operator import attrgetter
from typing import Any

from dateline.errors import BadInput, BadPipeline
from dateline.language.parse import Parse
from dateline.lexicon import Lexicons
from dateline.lexicon.confidence import Confidence
from dateline.plugins import Plugin, plugins
from dateline.reading.claims import claims
from dateline.reading.coreference import coreference
from dateline.reading.dating import dating
from dateline.reading.events import events
from dateline.reading.mentions import mentions
from dateline.reading.place_reference import referred
from dateline.reading.places import places
from dateline.reading.quantities import quantities
from dateline.reading.states import states
from dateline.reading.times import expressions, times
from dateline.records import READ_KINDS, How, Passage, Reading, Report

Notes = dict[str, Any]  # "times" -> tuple of TimeExpression, "parse" -> Parse, "cue_words" -> a lexicon, ...


@dataclass(frozen=True, slots=True)
class Stage:
    """One step: `work` is called with the notes that it `needs`, by name, and what it returns is noted as `gives`."""

    gives: str
    needs: tuple[str, ...]
    work: Callable[..., Any]


STAGES = (
    Stage("expressions", ("report", "passages", "parse", "time_words", "actor_words", "countries"), expressions),
    Stage("dated", ("report", "passages", "parse", "expressions"), dating),
    Stage("times", ("dated", "parse", "expressions"), times),
    Stage("places", ("report", "parse", "gazetteer", "countries", "place_words"), places),
    Stage("referred", ("parse", "places", "place_words", "gazetteer", "countries"), referred),
    Stage("found", ("dated", "parse", "places", "actor_words"), mentions),
    Stage("mentions", ("dated", "parse", "found", "places", "actor_words"), coreference),
    Stage("claims", ("dated", "passages", "parse", "times", "mentions", "cues"), claims),
    Stage("quantities", ("dated", "parse", "times", "places", "mentions", "claims", "unit_words"), quantities),
    Stage(
        "events",
        ("dated", "parse", "times", "places", "referred", "mentions", "claims", "event_words", "plover", "countries"),
        events,
    ),
    Stage(
        "states",
        ("dated", "parse", "times", "places", "mentions", "claims", "quantities", "events", "state_words", "countries"),
        states,
    ),
)
GIVEN = ("report", "passages", "parse", *(field.name for field in fields(Lexicons)))


@cache
def all_stages() -> tuple[Stage, ...]:
    """Ours, then those of plugins by name. Raises BadPlugin for one that cannot be loaded or is no stage."""
    return (*STAGES, *(stage for plugin in plugins("stages") for stage in _of(plugin)))


def _of(plugin: Plugin) -> tuple[Stage, ...]:
    loaded = plugin.load()
    found = loaded if isinstance(loaded, tuple) else (loaded,)
    if not all(isinstance(stage, Stage) for stage in found):
        raise plugin.bad("is no stages.Stage and no tuple of them")
    return tuple(replace(stage, work=partial(_work, plugin, stage)) for stage in found)


def _work(plugin: Plugin, stage: Stage, **notes: Any) -> Any:
    """A plugin's stage on one report; what goes wrong in it concerns that report, and names the plugin."""
    try:
        return stage.work(**notes)
    except Exception as problem:
        what = f"the stage {stage.gives!r} failed: {plugin}: {type(problem).__name__}: {problem}"
        raise BadInput(what, f"mend it, or take it out: pip uninstall {plugin.package}") from problem


def check(stages: Iterable[Stage]) -> None:
    """Raise BadPipeline if a stage needs what neither the shell nor an earlier stage gives."""
    known = set(GIVEN)
    for stage in stages:
        if missing := set(stage.needs) - known:
            raise BadPipeline(
                f"stage {stage.gives!r} needs {sorted(missing)}, which nothing before it gives",
                f"move it later in stages.STAGES; before it there is {sorted(known)}",
            )
        known.add(stage.gives)


def read(
    report: Report,
    passages: tuple[Passage, ...],
    parse: Parse,
    lexicons: Lexicons,
    version: str,
    stages: Iterable[Stage] = STAGES,
) -> Reading:
    """Every row that one report yields. Pure: the same report, parse, lexicons and version give the same rows."""
    notes: Notes = {"report": report, "passages": passages, "parse": parse}
    notes |= {field.name: getattr(lexicons, field.name) for field in fields(lexicons)}
    for stage in stages:
        notes[stage.gives] = stage.work(**{name: notes[name] for name in stage.needs})
    dated = replace(notes["dated"], sentences=tuple(parse.start[first] for first, _ in parse.sents))
    rows = {kind: _stamped(notes[kind], version, lexicons.confidence) for kind in READ_KINDS}
    if parse.text != report.text:
        rows = {kind: tuple(_as_written(row, report.text) for row in its) for kind, its in rows.items()}
    return Reading(dated, version, **rows)


def _as_written(row: Any, text: str) -> Any:
    """A row whose words, and those of what is in it, are the very characters of the report, line breaks too."""
    if isinstance(row, tuple):
        return tuple(_as_written(one, text) for one in row)
    if not is_dataclass(row) or isinstance(row, type):
        return row
    values = {field.name: getattr(row, field.name) for field in fields(row)}
    changed = {name: _as_written(value, text) for name, value in values.items()}
    if "text" in values and values.get("start") is not None:
        changed["text"] = text[values["start"] : values["end"]]
    return replace(row, **changed)


def _stamped(rows: tuple[Any, ...], version: str, confidence: Confidence) -> tuple[Any, ...]:
    """The rows, each saying which rules made it and how often rows of its kind are right."""
    if not rows:
        return ()
    kind = type(rows[0])
    names = [field.name for field in fields(kind)]
    values, at = attrgetter(*names), names.index("how")
    hows = {by: How(by, version, confidence.of(by)) for by in {row.how.by for row in rows}}
    stamped = []
    for row in rows:  # as `replace` does it, in half the time
        how = hows[row.how.by]
        own = values(row)
        stamped.append(kind(*own[:at], how, *own[at + 1 :]))
    return tuple(stamped)
