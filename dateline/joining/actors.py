"""Actors of a record: one row each, however often and in however many reports they are mentioned."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from dateline.lexicon.actors import Actors, KnownActor
from dateline.lexicon.phrases import fold
from dateline.records import Actor, Mention, Role


def actors(mentions: Iterable[Mention], table: Actors) -> tuple[Actor, ...]:
    """One row for each actor id that the mentions carry, sorted by id; the same for any order of the mentions.

    Names, codes and kinds come from the table where it knows the actor, else from most of the mentions. Roles are the
    offices of the table (`evidence` names it) and what the reports say (`evidence`: the first report, by id).
    """
    told: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.actor is not None:
            told[mention.actor].append(mention)
    return tuple(_actor(row_id, told[row_id], table.by_id.get(row_id)) for row_id in sorted(told))


def _actor(row_id: str, told: Sequence[Mention], known: KnownActor | None) -> Actor:
    name = known.name if known else _most(m.name for m in told)
    kind = known.kind if known else _most(m.kind for m in told)
    own = [m for m in told if m.form == "name"]
    aliases = {_without_title(m) for m in own} | set(known.aliases if known else ())
    roles = (*_table_roles(known), *_told_roles(told))
    code = (known.code if known else None) or _most(m.code for m in told if m.code)
    return Actor(
        row_id, name or "", kind, code, tuple(sorted(aliases - {name, ""})), known.wikidata if known else None, roles,  # type: ignore[arg-type]
    )  # fmt: skip


def _most(values: Iterable[str | None]) -> str | None:
    """The commonest value; of two equally common ones the first in the alphabet."""
    count = Counter(value for value in values if value is not None)
    return min(count, key=lambda value: (-count[value], value)) if count else None


def _without_title(mention: Mention) -> str:
    """ "President Obama" called somebody "Obama"."""
    text = " ".join(mention.text.split())
    role = " ".join((mention.role or "").split())
    return text.removeprefix(role).strip(" ,()-") if role and text.startswith(role) else text


def _table_roles(known: KnownActor | None) -> Iterable[Role]:
    for office in known.offices if known else ():
        yield Role(office.title, office.organisation, office.since, office.until, f"actors.yaml ({known.source})")  # type: ignore[union-attr]


def _told_roles(told: Sequence[Mention]) -> Iterable[Role]:
    """What reports call somebody, each title once, in alphabetical order."""
    first: dict[str, tuple[str, str]] = {}
    for mention in told:
        if mention.kind == "person" and mention.role:
            title = " ".join(mention.role.split())
            seen = (mention.report, title)
            key = fold(title)
            first[key] = min(first.get(key, seen), seen)
    for key in sorted(first):
        report, title = first[key]
        yield Role(title, None, None, None, report)
