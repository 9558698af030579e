"""Mentions: words that refer to an actor - names, descriptions, metonyms, pronouns."""

from collections.abc import Iterator

from dateline.ids import make_id
from dateline.language.grammar import first_conjunct, kids
from dateline.language.layout import in_dateline
from dateline.language.parse import Parse
from dateline.lexicon.actor_words import ActorWords, CountryWord
from dateline.lexicon.actors import Alias, actor_id
from dateline.reading.acronyms import settled
from dateline.reading.describing import collective_name, describe, government_name
from dateline.reading.drafts import Context, Draft, head_in
from dateline.reading.metonyms import stands_for_government
from dateline.reading.noun_groups import PROPER, Group, Item, folded_words, marks, noun_groups
from dateline.reading.parties import noun_of
from dateline.reading.whose import bears_arms, led_by
from dateline.records import ActorKind, How, Mention, Place, Report

PRONOUNS = frozenset({
    "he", "she", "they", "him", "her", "them", "his", "hers", "their", "theirs", "himself", "herself", "themselves",
    "i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves", "it", "its", "itself",
})  # fmt: skip
LOCATIVE = frozenset({
    "in", "at", "near", "around", "inside", "outside", "into", "through", "across", "within", "throughout", "over",
    "beyond", "along", "onto", "off", "via",
})  # fmt: skip
DOUBTFUL = frozenset({"to", "from", "of", "on", "for", "towards", "toward", "about"})  # the governor decides
IDLE = "idle name"  # nothing explains the name and its bearer does nothing: only a later resolution can save it
OF_WHOM = frozenset({"of", "for", "in", "from", "at", "to", "inside", "throughout", "across"})


def mentions(dated: Report, parse: Parse, places: tuple[Place, ...], actor_words: ActorWords) -> tuple[Mention, ...]:
    """Every mention, in reading order; pronouns and bare descriptions not yet resolved."""
    folded = folded_words(parse)
    context = Context(parse, actor_words, folded, dated.published, _mistagged(parse, folded))
    drafts: list[Draft] = []
    marked: dict[int, Item] = {}
    for first, last in parse.sents:
        marked |= marks(parse, actor_words, context.folded, first, last)
    marked = settled(parse, actor_words, context.folded, marked, places)
    for first, last in parse.sents:
        for group in noun_groups(parse, first, last, marked):
            drafts += _drafts(context, group)
        drafts += _pronouns(parse, first, last)
    at_head = {draft.head: draft for draft in reversed(drafts)}
    at_edge = {edge: place for place in places for edge in (place.start, place.end)}
    for draft in drafts:
        _ask_around(context, draft, at_head, at_edge)
    for draft in drafts:
        _appositions(parse, draft, at_head)
        if draft.kind is None and draft.form == "name" and _like_a_person(parse, draft):
            draft.kind, draft.rule = "person", "name of somebody who speaks"
    taken = frozenset(k for p in places for k in parse.tokens_in(p.start, p.end))
    rows = [row for draft in drafts if (row := _row(context, dated, draft, taken)) is not None]
    unique = {(row.start, row.end): row for row in reversed(rows)}
    return tuple(sorted(unique.values(), key=lambda row: (row.start, -row.end)))


def _mistagged(parse: Parse, folded: list[str]) -> frozenset[int]:
    """Names that the tagger took for common nouns, though the report has them as names elsewhere: letters in capitals
    ("the BNLF attacked"), and a surname that opens a sentence ("Santos promised").
    """
    letters = {word for i, word in enumerate(parse.word) if word.isupper() and parse.tag[i] in PROPER}
    last_names = {folded[i] for i in range(1, len(parse)) if parse.tag[i] in PROPER and parse.tag[i - 1] in PROPER}
    found = set()
    for first, last in parse.sents:
        shouted = not any(word.islower() and len(word) > 3 for word in parse.word[first:last])
        for i in range(first, last):
            word = parse.word[i]
            if parse.tag[i] not in ("NN", "NNS") or not word[0].isupper() or shouted:
                continue
            if (word in letters and len(word) > 2) or folded[i] in last_names:
                found.add(i)
    return frozenset(found)


def _drafts(context: Context, group: Group) -> Iterator[Draft]:
    """The drafts of a group: of the whole, of its owner, and of the actors named inside."""
    parse = context.parse
    whole = _coordinated_adjective(parse, group) or describe(context, group)
    if whole is not None and type(group.items[-1].word) is CountryWord and whole.kind == "country":
        whole = _acting(context, whole, group.items[-1])
    if group.owner is not None:
        owned = list(_drafts(context, group.owner))
        if whole is not None and owned:
            whole.owner = owned[0]
        yield from owned
    if whole is not None:
        yield whole
    last = group.items[-1].word
    inner = group.items[:-1] if whole is not None or type(last) is CountryWord else group.items
    for item in inner:
        if whole is not None and whole.core and whole.core[0] <= item.first <= whole.core[1]:
            continue
        found = _inside(context, item, whole)
        if found is not None:
            yield found


def _inside(context: Context, item: Item, whole: Draft | None) -> Draft | None:
    """An actor named inside a longer phrase: "ISIL" in "ISIL fighters", "Israeli" in "Israeli plans"."""
    parse, word = context.parse, item.word
    if type(word) is Alias:
        code = (word.actor.code_on(context.day) or ":").partition(":")
        head = head_in(parse, item.first, item.last)
        draft = Draft(
            item.first,
            item.last,
            head,
            "name",
            f"actors.yaml:{word.actor.name}",
            word.actor.kind,
            word.actor.name,
            code[0],
            code[2],
            word.actor,
        )
        draft.core, draft.definite, draft.keeps_sector = (item.first, item.last), True, bool(code[2])
        return draft
    if type(word) is CountryWord and whole is None and word.form != "capital":
        head = head_in(parse, item.first, item.last)
        return Draft(
            item.first, item.last, head, "name", f"countries.yaml:{word.code}", "country", word.country.name, word.code
        )
    if type(word) is CountryWord and whole is None:
        return _acting(
            context,
            Draft(item.first, item.last, item.last, "metonym", "metonym", "country", word.country.name, word.code),
            item,
        )
    return None


def _coordinated_adjective(parse: Parse, group: Group) -> Draft | None:
    """ "Hungarian" in "Hungarian and Romanian officials": it shares the noun of the adjective after "and"."""
    item = group.items[-1]
    i = item.last
    if not isinstance(item.word, CountryWord) or item.word.form == "capital":
        return None
    if parse.tag[i] in ("NNS", "NNPS") or parse.rel[first_conjunct(parse, i)] not in ("amod", "compound", "nmod"):
        return None
    if not kids(parse, i, "conj") and parse.rel[i] != "conj":
        return None
    return Draft(group.first, i, i, "description", "shared noun", "country", None, item.word.code)


def _acting(context: Context, draft: Draft, item: Item) -> Draft | None:
    """A country or capital as its government; None where things only happen in it."""
    parse, word = context.parse, item.word
    assert isinstance(word, CountryWord)
    i = draft.head
    if word.form == "capital":
        if stands_for_government(parse, context.words.countries, item.first, item.last) is None:
            return None
        draft.form = "metonym"
    elif word.form == "name":
        if in_dateline(parse, item.first):
            return None
        while parse.rel[i] == "conj":
            i = parse.head[i]
        prep = parse.head[i]
        if parse.rel[i] == "pobj" and parse.lower[prep] in LOCATIVE:
            return None
        if parse.rel[i] == "pobj" and parse.lower[prep] in DOUBTFUL and not _dealt_with(context, parse.head[prep]):
            return draft  # "the people of Turkey", "refugees from Turkey": the land, as far as we can tell
        if (
            parse.rel[i] in ("appos", "ROOT", "npadvmod")
            and parse.tag[parse.head[i]] in ("NNP", "NNPS")
            and parse.rel[i] == "appos"
        ):
            return None  # "Mosul, Iraq"
    elif not _nation_as_subject(parse, item):
        return draft
    country = word.country
    draft.kind, draft.name, draft.sector, draft.definite = "government", government_name(country), "GOV", True
    return draft


def _nation_as_subject(parse: Parse, item: Item) -> bool:
    """ "The French had learned": an adjective as a noun with "the", of those who speak for the country."""
    i = item.last
    said = parse.rel[i] == "nsubj" and bool(kids(parse, parse.head[i], "ccomp", "xcomp"))
    return said and item.first > 0 and parse.lower[item.first - 1] == "the"


def _dealt_with(context: Context, governor: int) -> bool:
    """ "Aid from Turkey", "warned of Turkey": what passes between governments, not a way or a belonging."""
    words, lemma = context.words.countries.seat_words, context.parse.lemma[governor]
    return lemma in words.dealing_nouns or lemma in words.addressing_verbs


def _pronouns(parse: Parse, first: int, last: int) -> Iterator[Draft]:
    for i in range(first, last):
        if parse.tag[i] in ("PRP", "PRP$") and parse.lower[i] in PRONOUNS:
            yield Draft(i, i, i, "pronoun", "pronoun")


def _ask_around(context: Context, draft: Draft, at_head: dict[int, Draft], places: dict[int, Place]) -> None:
    """A description without a country takes it from "of Turkey", "for the army", "in Darfur" after it."""
    parse = context.parse
    if draft.form == "name" and draft.role is not None and draft.kind == "person" and not draft.country:
        objects = [
            obj for of in kids(parse, draft.head, "prep") if parse.lower[of] == "of" for obj in kids(parse, of, "pobj")
        ]
        other = next((at_head[obj] for obj in objects if obj in at_head), None)
        draft.country = other.country if other is not None else ""  # "General Sergei Lavin of Russia"
    if draft.form != "description":
        return
    if draft.rule == "shared noun":
        other = at_head.get(noun_of(parse, draft.head))
        if other is not None and other.role is not None:
            draft.role, draft.sector, draft.kind = other.role, other.sector, other.kind
            draft.plural, draft.collective = other.plural, other.collective
        return
    if draft.country and draft.keeps_sector:
        return
    for prep in _prepositions(parse, draft.head):
        for obj in kids(parse, prep, "pobj"):
            _take(context, draft, at_head.get(obj), parse.lower[prep], places, obj)


def _prepositions(parse: Parse, noun: int) -> Iterator[int]:
    """ "of" in "government of X", "in" in "group based in X", "to" in "militants loyal to X"."""
    for k in parse.kids[noun]:
        if parse.rel[k] == "prep" and parse.lower[k] in OF_WHOM:
            yield k
        elif parse.rel[k] in ("acl", "amod", "relcl") and k > noun and parse.tag[k] in ("VBN", "VBG", "JJ"):
            yield from (j for j in kids(parse, k, "prep") if parse.lower[j] in OF_WHOM)


def _take(context: Context, draft: Draft, other: Draft | None, prep: str, places: dict[int, Place], obj: int) -> None:
    """What the noun after "of" or "for" says of the description before it."""
    parse, role = context.parse, draft.role
    assert role is not None
    known = other.known if other is not None and other.kind in ("armed_group", "military") else None
    many = draft.plural or role.group.kind != "person"
    if prep == "of" and known is not None and many and bears_arms(role) and draft.known is None:
        led_by(context, draft, known)  # "fighters of X"
        return
    if other is not None and other.form != "pronoun":
        if not draft.country and (prep != "to" or role.group.armed):
            draft.country = other.country
        open_to_it = not draft.keeps_sector and (role.group.yields or not role.group.sector)
        if open_to_it and prep in ("of", "for") and other.sector and (other.kind != "population" or not draft.sector):
            draft.sector, draft.keeps_sector = other.sector, True
    elif not draft.country and prep not in ("for", "to"):
        place = places.get(parse.end[obj]) or places.get(parse.start[obj])
        if place is not None and place.country:
            draft.country = place.country
    if draft.country and not draft.sector:
        draft.sector = role.group.alone


def _appositions(parse: Parse, draft: Draft, at_head: dict[int, Draft]) -> None:
    """ "Ibrahim Kalin, a spokesman for ...": the description tells who the name is."""
    for k in kids(parse, draft.head, "appos"):
        other = at_head.get(k)
        if other is None or other is draft:
            continue
        name, said = (draft, other) if draft.form == "name" else (other, draft)
        if name.form == "name" and said.form == "description" and said.role is not None and not said.plural:
            _is(name, said)


def _like_a_person(parse: Parse, draft: Draft) -> bool:
    """Two or three capitalised words without an article that say something, or that "who" refers to."""
    assert draft.core is not None
    first, last = draft.core
    if not 1 <= last - first <= 4 or any(w.isupper() and len(w) > 3 for w in parse.word[first : last + 1]):
        return False
    if any(parse.rel[k] == "det" for k in parse.kids[draft.head]):
        return False
    who = any(parse.lower[w] == "who" for k in kids(parse, draft.head, "relcl") for w in parse.kids[k])
    return who or (parse.rel[draft.head] == "nsubj" and bool(kids(parse, parse.head[draft.head], "ccomp")))


def _is(name: Draft, said: Draft) -> None:
    """The bearer of the name is what the description says."""
    assert said.role is not None
    if name.kind == "country" or name.kind == "government":
        return
    if said.role.group.kind == "person":
        if name.kind is None:
            name.kind, name.rule = "person", "name explained beside it"
    elif name.kind is None:
        name.kind, name.rule = said.kind, "name explained beside it"
    name.country = name.country or said.country
    name.sector = name.sector or said.sector
    if name.role is None and (name.kind == "person") == (said.role.group.kind == "person"):
        name.role, name.role_span = said.role, said.role_span
    said.name, said.known = name.name, name.known


def _row(context: Context, report: Report, draft: Draft, taken: frozenset[int]) -> Mention | None:
    parse = context.parse
    start, end = parse.slice(draft.first, draft.last)
    if draft.kind is None and draft.form == "name":
        if draft.head in taken:
            return None
        draft.rule = "unknown name" if _does(parse, draft) else IDLE
    if draft.role is not None and draft.role.vague and draft.form == "description" and not _says_enough(parse, draft):
        return None
    name, kind, actor = draft.name, draft.kind, None
    land = context.words.countries.by_code.get(draft.country)
    country, sector = (land.iso, land.sector(draft.sector)) if land is not None else (draft.country, draft.sector)
    if draft.form == "description" and name is None and draft.country and draft.collective:
        named = _collective(context, draft)
        if named is not None:
            name, kind = named
    if draft.known is not None:
        actor = draft.known.id
    elif name is not None and kind is not None and kind != "country" and (kind != "person" or " " in name):
        actor = actor_id(name, kind)
    code = f"{country}:{sector}" if country or sector else None
    role = parse.text[slice(*parse.slice(*draft.role_span))] if draft.role_span else None
    return Mention(
        make_id("mentions", report.id, start, end), report.id, start, end, parse.text[start:end], actor, name, code,
        How(f"mentions/{draft.rule}"), kind, draft.form, role,
    )  # fmt: skip


def _says_enough(parse: Parse, draft: Draft) -> bool:
    """A vague word ("party", "court") is an actor with a country or a sector beside it, or bare with an article."""
    assert draft.role is not None
    if draft.country or draft.vouched or draft.sector != draft.role.group.sector:
        return True
    if draft.role.facing and parse.tag[draft.first] == "PRP$":
        return True  # "its enemy": which one, coreference may know
    if parse.tag[draft.head] in PROPER and draft.head != parse.sentence(draft.head)[0]:
        return True  # "Coalition forces", "the Party"
    if draft.qualified or any(parse.lower[k] == "of" for k in kids(parse, draft.head, "prep")):
        return False
    pointed = parse.lower[draft.first] in ("the", "this", "that", "these", "those", "all", "both", "each")
    return pointed and _acts(parse, draft)


def _does(parse: Parse, draft: Draft) -> bool:
    """A name that nothing explains is a mention only where its bearer does something, or is all capitals."""
    i = draft.head
    if parse.rel[i] in ("nsubj", "poss") or (parse.rel[i] == "pobj" and parse.lower[parse.head[i]] == "by"):
        return True
    return (
        parse.rel[i] in ("conj", "appos", "dobj", "nsubjpass", "pobj")
        and parse.word[i].isupper()
        and len(parse.word[i]) > 2
    )


def _acts(parse: Parse, draft: Draft) -> bool:
    """Somebody does, owns or suffers something."""
    return parse.rel[draft.head] in ("nsubj", "nsubjpass", "poss", "dobj", "agent", "conj", "appos") or (
        parse.rel[draft.head] == "pobj"
        and parse.lower[parse.head[draft.head]] in ("by", "with", "to", "against", "for")
    )


def _collective(context: Context, draft: Draft) -> tuple[str, ActorKind] | None:
    lands = context.words.countries.by_code
    land = lands.get(draft.country)
    if land is None:
        return None
    found = collective_name(land if land.status == "disputed" else lands[land.iso], draft.sector, draft.role)
    if found is None:
        return None
    known = context.words.actors.named(found[0])
    return (known.name, known.kind) if known is not None else found
