"""Why an event was coded as it was, in sentences a person can check: for `dateline why`."""

from collections.abc import Sequence

from dateline.lexicon.plover import Plover
from dateline.records import Event, Party

RULES = {
    "future": "told as something that one side will do: cooperation ahead is AGREE, conflict ahead is THREATEN",
    "refused": "told as something that one side will not do: REJECT",
    "stopped": "the verb or noun before it ends what the word tells",
    "duty": "said of another that he must do it: REQUEST",
    "state": "a government that protests does so in words: ACCUSE",
    "armed": "a road blocked by an army, a militia or police is force: COERCE",
}


def explain(event: Event, plover: Plover) -> list[str]:
    """One sentence each for the word, the frame, the rule, both sides, the status. Reads the event's own `how` only."""
    stage, _, rest = event.how.by.partition("/")
    entry, _, frame = rest.partition("/")
    frame, _, rule = frame.rpartition("+") if frame.rpartition("+")[2] in RULES else (frame, "", "")
    kind, _, group = entry.partition(":")
    said = [
        f"{event.text!r} fits the frame {frame!r} of group {group!r} in lexicon/{stage}/{kind.lower()}.yaml",
        f"{event.type}: {plover.types[event.type].means}",
    ]
    if rule:
        said.append(f"rule {rule!r}: {RULES[rule]}")
    said += _side("initiators (A)", event.initiators) + _side("recipients (R)", event.recipients)
    said.append(f"status {event.status}" + (f", carried by claim {event.claim}" if event.claim else ""))
    return said


def _side(name: str, parties: Sequence[Party]) -> list[str]:
    if not parties:
        return [f"{name}: nobody is named"]
    told = [
        f"{p.name or p.code}" + (f" ({p.code})" if p.code else "") + (", inferred" if p.inferred else "")
        for p in parties
    ]
    return [f"{name}: {'; '.join(told)}"]
