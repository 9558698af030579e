"""Why a mention has its code: which words say the country, which the sector, and in which row of which table."""

from collections.abc import Iterable, Iterator, Sequence

from dateline.lexicon.actor_words import ActorWords, CountryWord, Word
from dateline.lexicon.actors import KnownActor
from dateline.lexicon.phrases import pieces
from dateline.lexicon.roles import Role
from dateline.reading.collectives import BY_PLACE, BY_REPORT
from dateline.records import Mention, Report

FORMS = {"name": "names", "adjective": "is the adjective of", "people": "is the people of", "capital": "governs"}


def explain(report: Report, mentions: Sequence[Mention], words: ActorWords, mention: Mention) -> list[str]:
    """A sentence for each word that says something of the code, then for a part of it that no word of its own says."""
    if mention.code is None:
        return ["no word of it, and none that it stands for, says a country or a sector"]
    country, _, sector = mention.code.partition(":")
    said = list(_own_words(mention, words, report.published))
    lines = [line for line, _, _ in said]
    known = words.actors.by_id.get(mention.actor or "")
    if known is not None and not any(known.name in line for line in lines):
        lines.append(_of_table(known, mention.name or known.name, report.published))
        said.append((lines[-1], *_parts(known.code_on(report.published))))
    if country and not any(land == country for _, land, _ in said):
        lines.append(f"the country {country}: {_elsewhere(mentions, mention, 0)}")
    if sector and not any(part == sector for _, _, part in said):
        lines.append(f"the sector {sector}: {_elsewhere(mentions, mention, 1)}")
    return lines


def _parts(code: str | None) -> tuple[str, str]:
    country, _, sector = (code or ":").partition(":")
    return country, sector


def _own_words(mention: Mention, words: ActorWords, day: str | None) -> Iterator[tuple[str, str, str]]:
    """(sentence, country, sector) of each word of the mention that the lexicon knows."""
    tokens = pieces(mention.text)
    i = 0
    while i < len(tokens):
        match = words.phrases.at(tokens, i, len(tokens))
        modifier = words.roles.modifiers.at(tokens, i, len(tokens))
        if modifier is not None and (match is None or match[0] <= modifier[0]):
            shown = " ".join(tokens[i : modifier[0]])
            sector = modifier[1].sector
            yield f"“{shown}” before a noun says {sector} (lexicon/roles.yaml, modifiers, {sector})", "", sector
            if match is None:
                i = modifier[0]
                continue
        if match is None:
            i += 1
            continue
        shown = " ".join(tokens[i : match[0]])
        yield _of_word(match[1], shown, day)
        i = match[0]


def _of_word(word: Word, shown: str, day: str | None) -> tuple[str, str, str]:
    if isinstance(word, CountryWord):
        land = word.country
        return (
            f"“{shown}” {FORMS[word.form]} {land.name}, {land.iso} (lexicon/countries.yaml, {land.code})", land.iso,
            "GOV" if word.form == "capital" else "",
        )  # fmt: skip
    if isinstance(word, Role):
        group = word.group
        alone = f"; with a country alone {group.alone}" if group.alone and not group.sector else ""
        says = group.sector or f"no sector by itself{alone}"
        yields = ", unless another word says one" if group.sector and group.yields else ""
        line = f"“{shown}” says {says}{yields} (lexicon/roles.yaml, group “{group.name}”)"
        return line, "", group.sector or group.alone
    return _of_table(word.actor, shown, day), *_parts(word.actor.code_on(day))


def _of_table(known: KnownActor, shown: str, day: str | None) -> str:
    """The row of the actor table, with the office that gives the code on the day of the report."""
    row = f"“{shown}” is {known.name} (lexicon/actors.yaml, source: {known.source})"
    code = known.code_on(day) or "no code"
    if known.code is not None or not known.offices:
        return f"{row}, {code}"
    held = "; ".join(f"{o.title}, {o.since or '?'} to {o.until or 'now'}: {o.code}" for o in known.offices_on(day))
    when = f"on {day}" if day else "on a day that nobody tells"
    return f"{row}, {when} {held or 'in no office of the table'}: {code}"


def _elsewhere(mentions: Iterable[Mention], mention: Mention, part: int) -> str:
    """Where a part of the code is from that the mention's own words do not say."""
    wanted = (mention.code or ":").split(":")[part]
    if mention.how.by.endswith(BY_REPORT) and part == 0:
        return "nothing beside it names one; the report's places and actors are mostly of that country"
    if mention.how.by.endswith(BY_PLACE) and part == 0:
        return "nothing beside it names one; the place that the sentence puts them in is of that country"
    same = [m for m in mentions if mention.actor and m.actor == mention.actor and m.id != mention.id]
    before = next((m for m in same if m.id == mention.antecedent), None)
    told = [m for m in same if m.role and (m.code or ":").split(":")[part] == wanted]
    witness = next(iter(told), before)
    if witness is not None:
        return f"the report says it of the same actor in “{' '.join(witness.text.split())}” ({witness.id})"
    return "the words around it say it, or the report's places and actors are mostly of that country"
