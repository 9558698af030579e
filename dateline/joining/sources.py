"""Independent sources: how many tell of an incident on their own account."""

from collections.abc import Iterable, Mapping, Sequence

from dateline.joining.tellings import Digest, Telling


def independent(told: Sequence[Telling], digests: Mapping[str, Digest], copies: Mapping[str, str]) -> int:
    """Tellings that go back to one speaker, one agency, one outlet or one text that was copied count once.

    copies: report -> its group of copies, for reports that have one.
    """
    return len(chains(told, digests, copies))


def chains(told: Sequence[Telling], digests: Mapping[str, Digest], copies: Mapping[str, str]) -> list[set[str]]:
    """The keys of each independent source, those with the smallest key first."""
    groups: list[set[str]] = []
    for telling in sorted(told, key=lambda t: t.id):
        keys = set(origin(telling, digests.get(telling.report), copies))
        near = [group for group in groups if not group.isdisjoint(keys)]
        groups = [group for group in groups if group.isdisjoint(keys)]
        groups.append(keys.union(*near))
    return sorted(groups, key=min)


def origin(telling: Telling, digest: Digest | None, copies: Mapping[str, str]) -> Iterable[str]:
    """What a telling rests on: its speakers; in the report's own voice the agency, the outlet, or the report alone."""
    if telling.sources:
        return [f"says {key}" for key in telling.sources]
    found = []
    if telling.report in copies:
        found.append(f"text {copies[telling.report]}")
    if digest is not None and digest.agency:
        found.append(f"outlet {digest.agency.lower()}")
    elif digest is not None and digest.outlet:
        found.append(f"outlet {digest.outlet.lower()}")
    return found or [f"report {telling.report}"]
