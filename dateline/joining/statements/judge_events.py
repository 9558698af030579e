"""What two events, or a share and an event, are to each other."""

from dateline.joining.statements import compare
from dateline.joining.statements.statement import Comparison, Judgement, Statement
from dateline.joining.statements.when import FAR, gap, known, later, length, overlap, text
from dateline.joining.statements.where import shared_spots
from dateline.joining.statements.who import allied
from dateline.joining.statements.words import alike, stem
from dateline.lexicon.phrases import fold
from dateline.records import LinkRelation

TURN_DAYS = 31  # what has begun and ended within so many days is one matter
TAKEN_DAYS = 5 * TURN_DAYS  # the same, of a town that one side took and then another
DENIAL_DAYS = 7
ONE_DAY = 2
SIGNS = 1.5  # of place, sides, means, words and neighbourhood, that a denial is of this act
SIGNS_OF_A_WORD = 2.0  # the same, when only the verb is the same
LONG = 110  # letters of a sentence that a reason quotes
ONCE = frozenset({"truce", "capture", "custody"})  # matters that seldom turn the same way twice in a few days
CLASH_DAYS = 3
GOING_ON = frozenset({"truce", "evacuation", "talks", "offensive", "shelling", "passage"})
OPPOSITE = ({"begun", "stopped"}, {"done", "stopped"}, {"begun", "held"})  # of one matter, said on one day
HELD = {"held"}  # of one town, by two sides on one day


def events(a: Statement, b: Statement) -> Judgement | None:
    """The first of the relations that can be shown: denial, contradiction, later state, moved plan, corroboration."""
    if not _comparable(a, b):
        return None
    looked = (
        compare.act(a, b), compare.place(a, b), compare.side("doers", a, b), compare.side("done_to", a, b),
        compare.happened(a, b, DENIAL_DAYS), compare.speaker(a, b), compare.said(a, b, ONE_DAY), compare.wording(a, b),
    )  # fmt: skip
    for judge in (_denies, _both_denied, _contradicts, _turns, _apart, _other_day, _moved, _corroborates):
        found = judge(a, b, looked)
        if found is not None:
            return found
    return None


def _comparable(a: Statement, b: Statement) -> bool:
    """Whether any of the relations is possible: most pairs are told apart here."""
    if a.denied != b.denied or (a.matter is not None and a.matter == b.matter):
        return True
    if a.act is None or b.act is None or a.act[0] != b.act[0]:
        return False
    if a.denied or not (a.certain or b.certain):
        return True
    return a.certain and b.certain and not a.told.voice and not b.told.voice


Looked = tuple[Comparison, ...]


def _denies(a: Statement, b: Statement, looked: Looked) -> Judgement | None:
    """One says that it is not so, the other that it is: of the same act by the same side at the same place and time."""
    act, place, doers, done_to, day, who, *_ = looked
    if a.denied == b.denied or who.score == 1:
        return None
    no, yes = (a, b) if a.denied else (b, a)
    if _answered(no, yes, place, doers):
        reason = f"{compare.teller(no)} denied at once what {compare.teller(yes)} said of them: {_gist(yes)}"
        return _made("denies", no, yes, 0.75, reason, looked)
    if _not_ours(no, yes, place, doers):
        where = yes.spots[0].name
        reason = f"{compare.teller(no)} denied what {compare.teller(yes)} said just before of {where}: {_gist(yes)}"
        return _made("denies", no, yes, 0.7, reason, looked)
    if (
        not yes.certain
        or not no.told.speakers
        or not (no.told.known or no.told.codes or compare.beside(a, b))
        or (no.told.voice and yes.told.voice)
    ):
        return None
    one_matter = a.matter == b.matter or {a.matter, b.matter} == {"offensive", "shelling"}
    turned = a.matter is not None and one_matter and a.state == b.state and a.state is not None
    if (act.score <= 0 and not turned) or place.score in (-1.0, -0.5) or doers.score == -1 or day.score <= 0:
        return None
    if (done_to.score == -1 and not turned) or _another_time(no, yes) or _another_time(yes, no):
        return None
    means = _same_means(a, b)
    told = max(0.0, place.score) + (doers.score > 0) + (done_to.score == 1) + means + compare.beside(a, b)
    one_thing = len(set(a.deeds) & set(b.deeds)) >= 2
    told += one_thing
    if not turned and (no.state == "stopped" or told < (SIGNS if means or done_to.score == 1 else SIGNS_OF_A_WORD)):
        return None  # "has not stopped" denies no act
    one_way = act.score == place.score == doers.score == 1 and no.act is not None and no.act[1] is not None
    one_act = one_thing and (one_way or compare.beside(a, b))
    if not (turned or means or done_to.score == 1 or _same_trigger(a, b) or one_act):
        return None
    reason = f"{compare.teller(no)} denied what {compare.teller(yes)} said: {_gist(yes)}"
    return _made("denies", no, yes, 0.75, reason, looked)


def _answered(no: Statement, yes: Statement, place: Comparison, doers: Comparison) -> bool:
    """Whether those of whom an act was just told say that they did no such act; what is not said again is meant."""
    if not (yes.certain and compare.beside(no, yes) and yes.start < no.start) or no.act is None or yes.act is None:
        return False
    if (
        no.act[0] != yes.act[0]
        or no.matter
        or yes.matter
        or doers.score == -1
        or (place.score == -1 and not no.guessed)
        or no.state == "stopped"
    ):
        return False
    return bool(no.told.codes) and not yes.told.voice and allied(no.told, yes.doers) is True


def _not_ours(no: Statement, yes: Statement, place: Comparison, doers: Comparison) -> bool:
    """Whether, of an attack whose doer nobody names, somebody says right after that it was not his side: of one place
    that both name, or that the denial calls the town."""
    if not (yes.certain and compare.beside(no, yes) and yes.start < no.start) or place.score < 0.5 or doers.score == -1:
        return False
    if not no.certain:
        return False  # "agreed not to fire on towns"
    named = no.spots if no.guessed else no.spots[:1]
    if yes.guessed or yes.spots[0].key not in [spot.key for spot in named]:
        return False
    if no.act is None or yes.act is None or not no.act[0] == yes.act[0] == "ASSAULT" or no.matter or yes.matter:
        return False
    nobody = not any(key.startswith("act-") for key in yes.doers.keys)
    return nobody and bool(no.told.codes and no.doers.keys) and no.state is None and not later(no.said, yes.said)


def _another_time(one: Statement, other: Statement) -> bool:
    """What happened on a day cannot have been told, or denied, before it; nor a saying before it was made."""
    if known(one.when):
        return not known(other.when) and later(one.when, other.said)
    return not one.denied and gap(one.said, other.said) > 1 and later(one.said, other.said)


def _both_denied(a: Statement, b: Statement, looked: Looked) -> Judgement | None:
    """Two denials of one act, of which one says since when: they differ in scope."""
    act, place, doers, *_ = looked
    if not (a.denied and b.denied and act.score > 0 and place.score > 0 and doers.score > 0):
        return None
    if a.report == b.report or known(a.when) == known(b.when):
        return None
    told = a if known(a.when) else b
    return _made(
        "differs_in_scope", a, b, 0.6, f"one denial is about {text(told.when)}, the other names no time", looked
    )


def _contradicts(a: Statement, b: Statement, looked: Looked) -> Judgement | None:
    return _two_states(a, b, looked) or _two_doers(a, b, looked)


def _two_states(a: Statement, b: Statement, looked: Looked) -> Judgement | None:
    """It holds, it has collapsed: said of one place and day by two who do not draw on each other."""
    _, place, doers, _, _, who, said, _ = looked
    if a.matter not in ("truce", "evacuation", "capture") or a.matter != b.matter or a.state is None or b.state is None:
        return None
    if {_stands(a), _stands(b)} not in (*OPPOSITE, HELD) or not (a.certain and b.certain):
        return None
    if (a.matter == "capture") != (doers.score == -1) or (a.matter == "capture" and not _one_town(a, b)):
        return None
    if who.score != -1 or place.score <= 0 or said.score != 1 or not overlap(a.said, b.said):
        return None
    if (
        length(a.when) not in (0, FAR)
        or length(b.when) not in (0, FAR)
        or not overlap(a.when, b.when)
        or max(length(a.said), length(b.said)) > ONE_DAY
    ):
        return None
    reason = f"{compare.teller(a)}: “{_short(a)}”; {compare.teller(b)}, of the same day: “{_short(b)}”"
    return _made("contradicts", a, b, 0.7, reason, looked)


def _stands(one: Statement) -> str | None:
    """How the matter stands: what has not begun is stopped, what has not stopped goes on."""
    if not one.denied:
        return one.state
    return {"begun": "stopped", "stopped": "begun"}.get(one.state or "")


def _two_doers(a: Statement, b: Statement, looked: Looked) -> Judgement | None:
    """Each side says that the other did one and the same thing."""
    act, place, doers, _, day, who, said, _ = looked
    if act.score != 1 or doers.score != -1 or place.score != 1 or day.score < 0.5 or who.score != -1 or said.score != 1:
        return None
    if a.denied or b.denied or not (a.certain and b.certain) or alike(a.deeds, b.deeds)[0] < 0.5:
        return None
    if not (allied(a.told, b.doers) and allied(b.told, a.doers)):
        return None
    one, two = (f"{compare.teller(s)} said it was {compare.names(s.doers.names)}" for s in (a, b))
    reason = f"{one}, {two}: “{_short(a)}”"
    return _made("contradicts", a, b, 0.75, reason, looked)


def _one_town(a: Statement, b: Statement) -> bool:
    """Both tell of the whole of one place that they name themselves, or that a report names just before."""
    parts_a, parts_b = ({*one.parts} - {"whole"} for one in (a, b))
    if ((a.guessed or b.guessed) and not compare.beside(a, b)) or parts_a != parts_b or not (a.spots and b.spots):
        return False
    return a.spots[0].key == b.spots[0].key and not a.spots[0].broad


def _turns(a: Statement, b: Statement, looked: Looked) -> Judgement | None:
    """What was begun is stopped, or the other way, on a later day."""
    _, place, doers, done_to, *_ = looked
    if a.matter is None or a.matter != b.matter or a.denied or b.denied or not (a.certain and b.certain):
        return None
    if a.matter == "capture":
        turned = _taken_by(a, b) and doers.score == -1 and _one_town(a, b)
    elif a.matter == "custody":
        turned = a.state != b.state and (done_to.score == 1 or (done_to.score == 0 and _same_people(a, b, place)))
    else:
        turned = a.matter in GOING_ON and a.state != b.state and _one_thing(a, b, place, doers)
    if a.matter == "truce" and not (_dated(a) and _dated(b)):  # there are many truces: only days tell them apart
        return None
    on_a, on_b = (s.when if known(s.when) else s.said for s in (a, b))
    new, old = (a, b) if later(on_a, on_b) else (b, a)
    if (
        not turned
        or not later(*((on_a, on_b) if new is a else (on_b, on_a)))
        or gap(on_a, on_b) > (TAKEN_DAYS if a.matter == "capture" else TURN_DAYS)
    ):
        return None
    reason = (
        f"on {text(on_b if new is a else on_a)} “{_short(old)}”, on {text(on_a if new is a else on_b)} “{_short(new)}”"
    )
    return _made("develops", new, old, 0.75, reason, looked)


def _dated(one: Statement) -> bool:
    """Whether it has a day of its own, or that of somebody who says it on a day that is told."""
    return known(one.when) or (one.carrier is not None and length(one.said) == 0)


def _one_thing(a: Statement, b: Statement, place: Comparison, doers: Comparison) -> bool:
    """The truce, the talks at one place; a war's offensive is that of one side; a way is closed at its place."""
    if place.score <= 0:
        return False
    if a.matter in ("offensive", "shelling"):
        return doers.score > 0
    if a.matter == "passage":
        return place.score == 1 and (bool(set(a.deeds) & set(b.deeds)) or len(set(a.words) & set(b.words)) >= 2)
    return doers.score >= 0 or a.matter == "truce"


def _taken_by(a: Statement, b: Statement) -> bool:
    """Whether both tell of a town that was taken, the later one perhaps only of who holds it now, in its own voice:
    what a side says to hold, another may deny."""
    new, old = (a, b) if later(a.said, b.said) else (b, a)
    return old.state == "begun" and (new.state == "begun" or (new.state == "held" and new.told.voice))


def _same_people(a: Statement, b: Statement, place: Comparison) -> bool:
    return place.score == 1 and len(set(a.words) & set(b.words)) >= 3


def _apart(a: Statement, b: Statement, looked: Looked) -> Judgement | None:
    """The truce holds here and is broken there: two places of one country, on one day."""
    _, place, _, _, _, _, said, _ = looked
    if a.matter != "truce" or b.matter != "truce" or a.state == b.state or None in (a.state, b.state):
        return None
    if place.score != -1 or said.score != 1 or a.denied or b.denied or not (a.certain and b.certain):
        return None
    if a.spots[0].country is None or a.spots[0].country != b.spots[0].country:
        return None
    return _made("differs_in_scope", a, b, 0.6, f"{place.says}: both can be right", looked)


def _other_day(a: Statement, b: Statement, looked: Looked) -> Judgement | None:
    """What seldom happens twice in a few days, told of two days: two events, or one of the days is wrong."""
    _, place, doers, done_to, _, _, _, _ = looked
    if a.matter not in ONCE or a.matter != b.matter or a.state is None or a.state != b.state or a.report == b.report:
        return None
    if a.denied or b.denied or not (a.certain and b.certain) or place.score != 1 or -1 in (doers.score, done_to.score):
        return None
    if max(length(a.when), length(b.when)) > 1 or overlap(a.when, b.when) or gap(a.when, b.when) > CLASH_DAYS:
        return None
    if not _same_trigger(a, b):
        return None
    reason = (
        f"“{_short(a)}” on {text(a.when)}, “{_short(b)}” on {text(b.when)}: two events, or one of the days is wrong"
    )
    return _made("differs_in_scope", a, b, 0.55, reason, looked)


def _moved(a: Statement, b: Statement, looked: Looked) -> Judgement | None:
    """A meeting or visit that is planned for another day than it was."""
    act, place, doers, done_to, _, _, _, words = looked
    if act.score <= 0 or a.act is None or a.certain or b.certain or place.score != 1:
        return None
    if a.act[0] != "CONSULT" and not (_same_trigger(a, b) and doers.score > 0):
        return None
    if length(a.when) > 1 or length(b.when) > 1 or overlap(a.when, b.when) or gap(a.when, b.when) > 2 * TURN_DAYS:
        return None
    if not (_shared_people(a, b) or (doers.score >= 0 and done_to.score >= 0 and words.score >= 0.5)):
        return None
    if not (later(a.said, b.said) or later(b.said, a.said)):
        return None
    new, old = (a, b) if later(a.said, b.said) else (b, a)
    if later(new.said, old.when):  # the old day had passed: this is another meeting
        return None
    reason = (
        f"planned for {text(old.when)}, as was said on {text(old.said)}; since {text(new.said)} for {text(new.when)}"
    )
    return _made("updates", new, old, 0.75, reason, looked)


def _shared_people(a: Statement, b: Statement) -> bool:
    """Two of those who meet are the same, by name or by country."""
    sides_a = {*a.doers.keys, *a.done_to.keys}
    sides_b = {*b.doers.keys, *b.done_to.keys}
    lands_a, lands_b = ({code.split(":")[0] for code in (*s.doers.codes, *s.done_to.codes)} - {""} for s in (a, b))
    return len(sides_a & sides_b) >= 2 or len(lands_a & lands_b) >= 2


def _corroborates(a: Statement, b: Statement, looked: Looked) -> Judgement | None:
    """Two who do not draw on each other tell the same act of the same side, at one place on one day."""
    act, place, doers, done_to, day, who, _, words = looked
    if who.score != -1 or a.told.voice or b.told.voice or a.denied or b.denied or not (a.certain and b.certain):
        return None
    if act.score <= 0 or doers.score == -1 or done_to.score == -1 or place.score in (-1.0, -0.5) or day.score <= 0:
        return None
    if a.matter != b.matter or a.state != b.state or not (a.matter or _same_trigger(a, b)):
        return None
    if a.figures and b.figures and not set(a.figures) & set(b.figures):
        return None
    same_day = day.score == 1 and min(length(a.when), length(b.when)) <= ONE_DAY
    state = a.matter is not None and a.matter == b.matter and overlap(a.said, b.said, 1)
    told = (place.score == 1) + (doers.score >= 0.5) + (done_to.score == 1)
    near = gap(a.when, b.when) == 0 or overlap(a.said, b.said, 1)
    if told < (1 if state else 2) or not near or not (same_day or state or words.score >= 0.6):
        return None
    reason = f"{compare.teller(a)} and {compare.teller(b)}, each for itself, said: {_gist(a)}"
    return _made("corroborates", a, b, 0.7, reason, looked)


def triggers(one: Statement) -> frozenset[str]:
    """Stems of the words of an event itself, without the small ones."""
    return frozenset(map(stem, fold(one.text).split())).intersection(one.words)


def _same_trigger(a: Statement, b: Statement) -> bool:
    """ "killed" is not "wounded", though both are assaults."""
    return bool(triggers(a) & triggers(b))


def _same_means(a: Statement, b: Statement) -> bool:
    """A denial of combat missions is one of strikes: both from the air."""
    return bool(set(a.means) & set(b.means))


def taken_whole(share: Statement, event: Statement) -> Judgement | None:
    """A share of a place that was held, and the day on which the whole of it was taken."""
    if share.amount is None or share.matter != "held" or event.matter != "capture" or share.report == event.report:
        return None
    if event.denied or not event.certain or share.denied or (share.amount.high or 0) >= 100 or share.amount.change:
        return None
    if (
        share.amount.counted != "the place"
        or share.parts not in ((), ("whole",))
        or event.parts not in ((), ("whole",))
    ):
        return None
    where = shared_spots(event.spots[:1], share.spots)
    on, before = (event.when if known(event.when) else event.said), share.said
    if not where or where[0].broad or allied(share.doers, event.doers) is not True or later(before, on):
        return None
    if gap(on, before) not in range(TURN_DAYS) and gap(on, before) != FAR:
        return None
    looked = (
        compare.place(share, event),
        compare.side("doers", share, event),
        compare.speaker(share, event),
        compare.said(share, event, ONE_DAY),
    )
    sure = 0.75 if later(on, before) else 0.55
    reason = (
        f"{compare.teller(share)} said {compare.amount_text(share.amount)} of {where[0].name} was held; "
        f"“{_short(event)}” tells of the whole of it"
    )
    return _made("updates", event, share, sure, reason, looked)


def _gist(one: Statement) -> str:
    on = f" ({text(one.when)})" if known(one.when) else ""
    return f"“{_short(one)}”{on}"


def _short(one: Statement) -> str:
    return one.context if len(one.context) <= LONG else one.context[: LONG - 1] + "…"


def _made(
    relation: LinkRelation, a: Statement, b: Statement, confidence: float, reason: str, looked: tuple[Comparison, ...]
) -> Judgement:
    return Judgement(a.id, b.id, relation, confidence, reason, looked)
