"""Independent sources: how many tell of an incident on their own account."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from dateline.joining.tellings import Digest, Telling, without_article
from dateline.lexicon.word_weights import folded


def independent(told: Sequence[Telling], digests: Mapping[str, Digest], copies: Mapping[str, str]) -> int:
    """Tellings that go back to one speaker, one agency, one outlet or one text that was copied count once.

    copies: report -> its group of copies, for reports that have one.
    """
    return len(chains(told, digests, copies))


def chains(told: Sequence[Telling], digests: Mapping[str, Digest], copies: Mapping[str, str]) -> list[set[str]]:
    """The keys of each independent source, those with the smallest key first."""
    groups: list[set[str]] = []
    outlets = {name for digest in digests.values() for name in (_outlet(digest.outlet), _outlet(digest.agency)) if name}
    for telling in sorted(told, key=lambda t: t.id):
        keys = set(origin(telling, digests.get(telling.report), copies, outlets))
        near = [group for group in groups if not group.isdisjoint(keys)]
        groups = [group for group in groups if group.isdisjoint(keys)]
        groups.append(keys.union(*near))
    return sorted(groups, key=min)


def origin(
    telling: Telling, digest: Digest | None, copies: Mapping[str, str], outlets: Collection[str] = ()
) -> Iterable[str]:
    """What a telling rests on: its speakers; in the report's own voice the agency, the outlet, or the report alone.

    outlets: those that tell of the event themselves. Who credits one of them hands on what it says, so both count once,
    and a circle of outlets that credit each other is one source.
    """
    own = _outlet(digest.agency) or _outlet(digest.outlet) if digest is not None else ""
    if telling.sources:
        credited = [key for key in telling.sources if key in outlets]
        handed_on = [f"outlet {key}" for key in (*credited, own) if key] if credited else []
        return [*(f"says {key}" for key in telling.sources), *handed_on]
    found = [f"text {copies[telling.report]}"] if telling.report in copies else []
    found += [f"outlet {own}"] if own else []
    return found or [f"report {telling.report}"]


def _outlet(name: str | None) -> str:
    return without_article(folded(name or ""))
