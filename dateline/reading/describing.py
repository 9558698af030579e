"""What a noun group says about who is meant: kind, name, country and sector, before anything around it is asked."""

from collections.abc import Sequence

from dateline.language.parse import Parse
from dateline.lexicon.actor_words import CountryWord
from dateline.lexicon.actors import Alias
from dateline.lexicon.countries import Country
from dateline.lexicon.roles import Role, RoleGroup
from dateline.reading.drafts import Context, Draft, head_in
from dateline.reading.noun_groups import NO_NAME, PROPER, Group, Item
from dateline.reading.whose import ARMED, bears_arms, leader_of, led_by
from dateline.records import ActorKind

KIND_OF_SECTOR: dict[str, ActorKind] = {
    "GOV": "government", "MIL": "military", "COP": "military", "REB": "armed_group", "UAF": "armed_group",
    "CVL": "population", "REF": "population",
}  # fmt: skip
COLLECTIVE_NAME = {
    "MIL": "{} military", "REB": "{} rebels", "UAF": "{} militias", "OPP": "{} opposition", "COP": "{} police",
}  # fmt: skip
DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "its", "our", "my"})
OWNING = frozenset({"his", "her", "their", "its", "our", "my"})
ARTICLE = ("United ", "Republic", "Emirates", "Netherlands", "Philippines", "Bahamas", "Maldives", "Islands", "Union")


def describe(context: Context, group: Group) -> Draft | None:
    """The draft of a group, or None when nothing in it tells of an actor."""
    last = group.items[-1]
    if type(last.word) is Alias and _meant(context, group, last.word) and not _part_of_longer_name(context, group):
        return _known(context, group, last, last.word)
    if type(last.word) is Role:
        if _like_a_surname(context, group, last):
            return _name(context, group)
        body = _proper_body(context, group)
        if body is not None or not last.word.group.proper:
            return body or _role(context, group, last, last.word)
        return _name(context, group) if context.parse.tag[last.last] in PROPER else None
    if type(last.word) is CountryWord and not _part_of_longer_name(context, group):
        return _country(context, group, last, last.word)
    return _name(context, group) if context.proper(last.last) else None


def _part_of_longer_name(context: Context, group: Group) -> bool:
    """A short name or a country after a name that the lexicon does not know: "Tim Abbas", "Michael Jordan"."""
    last = group.items[-1]
    if len(group.items) < 2:
        return False
    before = group.items[-2]
    if before.word is not None or context.parse.tag[before.last] not in PROPER:
        return False
    if type(last.word) is Alias:
        return last.word.short
    return context.folded[before.first] in context.words.given.gender


def _like_a_surname(context: Context, group: Group, last: Item) -> bool:
    """ "Stephen King": a role word after a given name."""
    if len(group.items) < 2 or last.first != last.last or context.parse.tag[last.last] not in PROPER:
        return False
    before = group.items[-2]
    return before.word is None and context.folded[before.last] in context.words.given.gender


def _known(context: Context, group: Group, item: Item, alias: Alias) -> Draft:
    """A name of the table, with the titles before it."""
    parse, actor = context.parse, alias.actor
    if (foreign := _of_another_country(context, group, item, alias)) is not None:
        return foreign
    described = parse.word[item.last][0].islower()  # "Syrian army" is a description that the table knows
    first = group.first if described and group.owner is None else _title_start(context, group, len(group.items) - 1)
    head = head_in(parse, first, item.last)
    code = actor.code_on(context.day) or ":"
    country, _, sector = code.partition(":")
    draft = Draft(
        first, item.last, head, "name", f"actors.yaml:{actor.name}", actor.kind, actor.name, country, sector, actor
    )
    draft.core, draft.keeps_sector, draft.definite = (item.first, item.last), bool(sector), True
    if actor.kind == "government" and alias.written != actor.name:
        draft.form = "metonym"
    _add_title(context, group, len(group.items) - 1, draft)
    return draft


def _of_another_country(context: Context, group: Group, item: Item, alias: Alias) -> Draft | None:
    """ "The German Foreign Office" when the table knows the British one by that name alone."""
    actor = alias.actor
    before = group.items[-2].word if len(group.items) > 1 else None
    if not isinstance(before, CountryWord) or actor.kind not in ("organisation", "government", "military"):
        return None
    _, _, sector = (actor.code or ":").partition(":")
    if before.code == (actor.code or "").partition(":")[0] or before.form != "adjective":
        return None
    first = group.items[-2].first
    name = " ".join(context.parse.text[slice(*context.parse.slice(first, item.last))].split())
    head = head_in(context.parse, item.first, item.last)
    draft = Draft(
        group.first, item.last, head, "name", "body of another country", actor.kind, name, before.code, sector
    )
    draft.core, draft.keeps_sector, draft.definite = (first, item.last), True, True
    return draft


def _title_start(context: Context, group: Group, upto: int) -> int:
    """First token of the mention whose name starts at item `upto`: the titles and adjectives before belong to it."""
    if upto == 0 and group.owner is None:
        return group.items[0].first
    k = upto
    while k and (group.items[k - 1].word is not None or _modifies(context, group.items[k - 1])):
        k -= 1
    titled = any(type(i.word) is Role and not _hyphened(context.parse, i) for i in group.items[k:upto])
    if not titled:
        return group.items[upto].first
    return group.first if k == 0 else group.items[k].first


def _modifies(context: Context, item: Item) -> bool:
    """A word that may stand in a title: an adjective, a number, a common noun, a capitalised adjective or noun."""
    return (
        context.parse.tag[item.first] not in PROPER
        or context.words.roles.modifiers.at(context.folded, item.first, item.last + 1) is not None
    )


def _add_title(context: Context, group: Group, upto: int, draft: Draft) -> None:
    """The role that the words before the name state; it fills in what the table does not say."""
    titles = [i for i in group.items[:upto] if type(i.word) is Role and not _hyphened(context.parse, i)]
    if not titles:
        return
    role = next((t.word for t in reversed(titles) if isinstance(t.word, Role) and not t.word.group.courtesy), None)
    word = role or titles[-1].word
    assert isinstance(word, Role)
    draft.role, draft.role_span = word, (max(draft.first, group.first), group.items[upto - 1].last)
    if role is None:
        return
    country = _country_in(context, group.items[:upto]) or (_owner_country(context, group) if group.owner else "")
    sector = _sector(context, group.items[:upto], titles[-1], role, bool(country or draft.country))
    if draft.known is None or (draft.known.kind == "person" and not draft.sector):
        draft.sector = sector  # of a body the table has all that its code says
    if draft.known is None or not draft.country:
        draft.country = draft.country or country


def _owner_country(context: Context, group: Group) -> str:
    return _country_in(context, group.owner.items) if group.owner else ""


def _country_in(context: Context, items: Sequence[Item]) -> str:
    """The country that the words say: the last one that is not "X-backed" or the like."""
    for item in reversed(items):
        if _hyphened(context.parse, item):
            continue
        if type(item.word) is CountryWord and item.word.form != "capital":
            return item.word.code
        if type(item.word) is Alias:
            country = (item.word.actor.code_on(context.day) or ":").partition(":")[0]
            if country:
                return country
    return ""


def _hyphened(parse: Parse, item: Item) -> bool:
    """ "Russian-backed", "rebel-held", "pro-Russian": it says something of another word, not of the noun."""
    if item.first > 1 and parse.word[item.first - 1] == "-" and parse.lower[item.first - 2] in ("pro", "anti", "non"):
        return True
    after = item.last + 1
    return (
        after + 1 < len(parse)
        and parse.word[after] in ("-", "–")
        and parse.tag[after + 1] in ("VBN", "JJ", "VBG", "VBD")
    )


def _sector(context: Context, before: Sequence[Item], item: Item, role: Role, placed: bool) -> str:
    """The sector of a role noun: its own, or what the words before it say where it yields."""
    group = role.group
    said = _said_sector(context, before, item, group)
    if said == "ELI" and group.kind == "person":
        return "ELI"
    if (group.yields or not group.sector) and said and said != "ELI":
        return said
    return group.sector or (group.alone if placed else "")


def _said_sector(context: Context, before: Sequence[Item], item: Item, group: RoleGroup) -> str:
    """What the modifiers say, the nearest first; "former" counts before all."""
    parse, folded, modifiers = context.parse, context.folded, context.words.roles.modifiers
    said = ""
    start = before[0].first if before else item.first
    i = start
    while i < item.first:
        found = modifiers.at(folded, i, item.first)
        if found is None:
            i += 1
            continue
        end, modifier = found
        if not _hyphened(parse, Item(i, end - 1, None)) and said != "ELI":
            said = modifier.armed if group.armed else modifier.sector
        i = end
    for part in reversed(before):
        if said == "ELI":
            break
        if type(part.word) is Alias and part.first < item.first and not _hyphened(parse, part):
            actor = part.word.actor
            sector = (actor.code_on(context.day) or ":").partition(":")[2]
            if sector and (actor.kind != "person" or not group.sector) and not (said and actor.kind == "person"):
                return sector
    return said


def _role(context: Context, group: Group, item: Item, role: Role) -> Draft | None:
    """A description: "the Turkish foreign minister", "opposition fighters", "Assad's troops"."""
    parse = context.parse
    before = group.items[:-1]
    country = _country_in(context, before) or (_owner_country(context, group) if group.owner else "")
    sector = _sector(context, (*(group.owner.items if group.owner else ()), *before), item, role, bool(country))
    runner = _run_by(context, before)
    if runner is not None:
        country, sector = runner[0] or country, runner[1] or sector
    if not country and role.group.sector in ("GOV", "MIL") and role.group.kind == "body":
        country = _country_of_leader(context, before or (group.owner.items if group.owner else ()))
    head = head_in(parse, item.first, item.last)
    draft = Draft(
        group.first, group.last, head, "description", f"roles.yaml:{role.group.name}", None, None, country, sector
    )
    draft.role, draft.role_span = role, (group.items[0].first, item.last)
    leader = leader_of(group, before) if bears_arms(role) else None
    fixed = bool(role.group.sector) and not role.group.yields
    draft.keeps_sector = fixed or runner is not None or _said_sector(context, before, item, role.group) != ""
    draft.plural = role.plural or parse.tag[item.last] in ("NNS", "NNPS")
    draft.qualified = any(part.word is None and parse.tag[part.first] in ("NN", "NNS") for part in before)
    draft.vouched = any(type(part.word) in (Role, Alias) for part in before) and not draft.qualified
    opener = parse.lower[group.opener] if group.opener is not None else ""
    draft.definite = group.owner is not None or opener in DEFINITE
    draft.collective = (
        role.group.collective and (draft.plural or role.group.kind != "person") and opener not in ("a", "an", "another")
    )
    if sector in ("REB", "UAF") and not draft.plural:
        draft.collective = False  # "the rebel group" is one of several
    draft.collective = draft.collective or (role.group.kind == "things" and bool(country))
    if role.group.kind == "person" and not draft.plural:
        draft.kind = "person"
    else:
        draft.kind = KIND_OF_SECTOR.get(sector, "organisation")
    owned = (
        opener in OWNING
        or "of" in parse.lower[item.last + 1 : item.last + 2]
        or _said_sector(context, before, item, role.group) in (*sorted(ARMED), "GOV")
    )
    if role.group.courtesy or (role.group.kind == "things" and not country and leader is None and not owned):
        return None
    if leader is not None and (draft.collective or draft.plural or role.group.kind != "person"):
        led_by(context, draft, leader)
    return draft


def _run_by(context: Context, before: Sequence[Item]) -> tuple[str, str] | None:
    """(country, sector) of those whose body it is: "the rebel-run agency", "an official installed by" a neighbour."""
    parse, roles = context.parse, context.words.roles
    for item in reversed(before):
        if not _hyphened(parse, item) or parse.lower[item.last + 2] not in roles.run_by:
            continue
        if type(item.word) is CountryWord:
            return item.word.code, ""
        if type(item.word) is Alias:
            country, _, sector = (item.word.actor.code_on(context.day) or ":").partition(":")
            return country, sector
        modifier = roles.modifiers.at(context.folded, item.first, item.last + 1)
        if modifier is not None:
            return "", modifier[1].sector
    return None


def _country_of_leader(context: Context, items: Sequence[Item]) -> str:
    """ "The Bush administration": of the country in which everybody of that surname governed."""
    if not items or items[-1].word is not None or context.parse.tag[items[-1].last] not in PROPER:
        return ""
    bearers = context.words.surnames.get(context.folded[items[-1].last], ())
    lands = {
        office.code.partition(":")[0] for actor in bearers for office in actor.offices if office.code.endswith("GOV")
    }
    return lands.pop() if len(lands) == 1 else ""


def _proper_body(context: Context, group: Group) -> Draft | None:
    """A body with a name of its own: "Moscow State Institute", "Suqour Brigade" - capitalised, not just described."""
    parse = context.parse
    item = group.items[-1]
    assert isinstance(item.word, Role)
    if parse.tag[item.last] not in PROPER or not parse.word[item.last][0].isupper():
        return None
    if item.word.group.kind != "body" and not _watches(context, group, item.word):
        return None
    first = len(group.items) - 1
    while first and parse.word[group.items[first - 1].first][:1].isupper() and not (
        is_adjective(group.items[first - 1]) and first == 1
    ):  # fmt: skip
        first -= 1
    own = [part for part in group.items[first:-1] if part.word is None and parse.tag[part.first] in PROPER]
    last = _extended(parse, item.last)
    if not own and last == item.last:
        return None
    begin = group.items[first].first
    before = [part for part in group.items[:-1] if not (type(part.word) is Alias and part.word.actor.kind == "outlet")]
    country = _country_in(context, before)
    sector = _sector(context, before, item, item.word, bool(country))
    if item.word.group.kind == "person":
        sector = "NGO"
    name = parse.text[slice(*parse.slice(begin, last))]
    kind: ActorKind = {"MIL": "military", "REB": "armed_group", "UAF": "armed_group", "MED": "outlet"}.get(
        sector, "organisation"
    )  # type: ignore[assignment]
    draft = Draft(
        begin, last, head_in(parse, begin, last), "name", "named body", kind, " ".join(name.split()), country, sector
    )
    draft.core, draft.keeps_sector, draft.definite, draft.role = (begin, last), bool(sector), True, item.word
    return draft


def _watches(context: Context, group: Group, role: Role) -> bool:
    """ "Qalaat Monitor": the word for somebody who is nobody's official, after a name, is what a body calls itself."""
    before = group.items[-2] if len(group.items) > 1 else None
    return (
        (role.group.sector == "CVL" or role.group.abroad) and role.group.kind == "person" and not role.plural
        and before is not None and before.word is None and context.parse.tag[before.last] in PROPER
    )  # fmt: skip


def is_adjective(item: Item) -> bool:
    return type(item.word) is CountryWord and item.word.form == "adjective"


def _extended(parse: Parse, last: int) -> int:
    """ "Center for Oriental Studies": "of" or "for" and capitalised words after the body noun belong to the name."""
    after = last + 1
    if after + 1 < len(parse) and parse.lower[after] in ("of", "for") and parse.tag[after + 1] in PROPER:
        end = after + 1
        while end + 1 < len(parse) and parse.tag[end + 1] in PROPER:
            end += 1
        return end
    return last


def _country(context: Context, group: Group, item: Item, word: CountryWord) -> Draft | None:
    """A country, a capital or a people. Whether the country acts is for the caller to say."""
    parse, country = context.parse, word.country
    first, head = item.first, head_in(parse, item.first, item.last)
    if word.form == "people" and parse.tag[item.last] in ("NNS", "NNPS"):
        draft = Draft(group.first, item.last, head, "name", f"countries.yaml:{word.code}", "population")
        draft.name, draft.country, draft.sector, draft.plural = parse.word[item.last], word.code, "CVL", True
        draft.keeps_sector = draft.collective = True
        return draft
    if word.form == "capital" and len(group.items) > 1:
        return None
    draft = Draft(first, item.last, head, "name", f"countries.yaml:{word.code}", "country", country.name, word.code)
    draft.form = "metonym" if word.form == "capital" else "name"
    return draft


def _name(context: Context, group: Group) -> Draft | None:
    """A name that no table knows, perhaps with a title before it."""
    parse, items = context.parse, group.items
    k = len(items)
    while k and _is_name_part(context, items[k - 1], k == len(items)):
        k -= 1
    while k < len(items) and not context.proper(items[k].first) and not _is_capital_adjective(parse, items[k]):
        k += 1
    if k == len(items) or parse.lower[items[k].first] in NO_NAME or not parse.word[items[k].last][0].isalpha():
        return None
    core = (_given_name_in(context, items[k].first, items[-1].last), items[-1].last)
    name = " ".join(parse.text[slice(*parse.slice(*core))].split())
    titles = [
        item.word
        for item in items[:k]
        if type(item.word) is Role
        and item.word.group.kind == "person"
        and (item.word.group.title or parse.word[item.first].islower())
        and not _hyphened(parse, item)
    ]
    first = _title_start(context, group, k) if titles else core[0]
    draft = Draft(first, core[1], head_in(parse, first, core[1]), "name", "unknown name", None, name)
    draft.core, draft.definite = core, True
    if titles:
        draft.kind, draft.rule = "person", "name after a title"
        _add_title(context, group, k, draft)
        _ask_table(context, draft)
    elif context.folded[core[0]] in context.words.given.gender and core[1] > core[0]:
        draft.kind, draft.rule = "person", f"given_names.yaml:{parse.word[core[0]]}"
    return draft


def _meant(context: Context, group: Group, alias: Alias) -> bool:
    """A surname alone means somebody who is in the news at the time, or who once had the title before it."""
    if not alias.short or alias.actor.in_the_news(context.day):
        return True
    title = group.items[-2].word if len(group.items) > 1 else None
    return isinstance(title, Role) and any(_holds(context, o.title, title.same) for o in alias.actor.offices)


def _ask_table(context: Context, draft: Draft) -> None:
    """ "President Bush": the one of that surname who held the office on the day of the report."""
    if draft.role is None or draft.core is None or draft.core[0] != draft.core[1]:
        return
    office = draft.role.same
    ever = [
        actor
        for actor in context.words.surnames.get(context.folded[draft.core[1]], ())
        if any(_holds(context, title.title, office) for title in actor.offices)
        and draft.country in ("", (actor.code_on(context.day) or ":").partition(":")[0])
    ]
    found = [a for a in ever if any(_holds(context, title.title, office) for title in a.offices_on(context.day))]
    lands = {(actor.code_on(context.day) or ":").partition(":")[0] for actor in ever}
    if len(lands) == 1 and not draft.country:  # whichever of the two Presidents Bush it is
        draft.country = lands.pop()
    if len(found) == 1 and context.day is not None:
        actor = found[0]
        draft.known, draft.name, draft.rule = actor, actor.name, f"actors.yaml:{actor.name}"
        draft.country, _, draft.sector = (actor.code_on(context.day) or ":").partition(":")


def _holds(context: Context, title: str, office: str) -> bool:
    role = context.words.roles.phrases.get(title)
    return role is not None and role.same == office


def _given_name_in(context: Context, first: int, last: int) -> int:
    """Where the name begins: "Middle East Tobias Ellwood" is somebody called Tobias after other words."""
    given, folded = context.words.given.gender, context.folded
    if last - first < 2 or folded[first] in given:
        return first
    return next((i for i in range(first + 1, last) if folded[i] in given), first)


def _is_name_part(context: Context, item: Item, last: bool) -> bool:
    parse = context.parse
    if item.word is not None:
        if type(item.word) is Alias:
            return item.word.short
        if type(item.word) is Role:
            single = item.first == item.last and parse.tag[item.last] in PROPER
            return single and (item.word.group.proper or last)
        return is_name_like(item)
    if _is_capital_adjective(parse, item):
        return not last
    return context.proper(item.first) or parse.lower[item.first] in ("al", "el", "bin", "de", "van", "von", "-")


def _is_capital_adjective(parse: Parse, item: Item) -> bool:
    """ "Open" in "Open Hand Relief": the parser joins it to the name."""
    i = item.first
    return item.word is None and parse.tag[i] == "JJ" and parse.rel[i] == "compound" and parse.word[i][0].isupper()


def is_name_like(item: Item) -> bool:
    """A country or capital that could be part of a person's name."""
    return type(item.word) is CountryWord and item.word.form in ("name", "capital") and item.first == item.last


def collective_name(country: Country, sector: str, role: Role | None) -> tuple[str, ActorKind] | None:
    """The actor that "Turkish troops" or "Syrian rebels" means as a whole, and its kind."""
    if sector == "GOV":
        return government_name(country), "government"
    adjective = country.adjectives[0] if country.adjectives else country.name
    if sector in ("CVL", "REF") and role is not None:
        return f"{adjective} {role.many}", "population"
    pattern = COLLECTIVE_NAME.get(sector)
    return (pattern.format(adjective), KIND_OF_SECTOR.get(sector, "organisation")) if pattern else None


def government_name(country: Country) -> str:
    name = country.name
    return f"Government of {'the ' if any(mark in name for mark in ARTICLE) else ''}{name}"
