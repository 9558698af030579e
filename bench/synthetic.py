"""Synthetic reports, as if they had been read: any number of them, the same for any run.

Every name, word and sentence is invented here and the rows are put where a reader would find them, so that the parts
behind the reader (joining, the record, search, export) can be measured on 100,000 reports without parsing any.

What is in them: stories of two weeks, four new ones a week, each with its own people, places, topics and incidents,
that drift from day to day; one war that never ends and takes one report in ten; incidents told by several outlets in
their own voice or by a speaker, some days later as background; one saying told by many; denials; tolls that grow and
that two sides tell differently; exact copies, copies that were cut or got a new head, copies in which a number was
changed; reports that come weeks late, and reports that nobody dates. A report has about 340 words, 4 events, 7
claims, 3 quantities, 11 places and 15 mentions.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from random import Random
from typing import Any

from dateline.ids import make_id
from dateline.records import (
    Claim,
    Event,
    How,
    Mention,
    Party,
    Passage,
    Place,
    Quantity,
    Reading,
    Report,
    TimeExpression,
    Where,
    Words,
)

DAILY = 20  # reports a day
LIFE = 14  # days of a story
WEEKLY = 4  # new stories
WAR = 0.1  # share of reports about the war that never ends
COPY, CUT, CHANGED = 0.06, 0.05, 0.04  # shares of reports that are copies: exact, shortened, with another number
LATE = 0.05  # share that come up to two months late
UNDATED = 0.05
CIRCLE = 300  # papers that credit each other
RULES = "synthetic"
BEGIN = date(2014, 1, 6).toordinal()
OUTLETS = tuple(
    f"{a} {b}" for a in "Harbour Ridge Meadow Lantern Quarry Orchard Delta Summit".split()
    for b in "Courier Gazette Observer Wire Record".split()
)  # fmt: skip
COUNTRIES = tuple("SYR RUS TUR UKR YEM SDN MMR LBY MLI ETH IRQ AFG".split())
TOPICS = tuple(
    """bridge hospital grain harbour railway border prison school bakery market convoy reservoir pipeline airfield
    mosque ferry customs tunnel quarry orchard warehouse checkpoint dam stadium refinery mill barracks monastery
    radio cemetery clinic aqueduct depot lighthouse vineyard sawmill shelter canal turbine archive embassy
    garrison minefield ransom tariff passport visa curfew amnesty drone mortar rifle helicopter tanker trawler
    fertiliser cement diesel flour vaccine insulin blankets antenna satellite ballot census tribunal pension
    strike blockade plateau ravine estuary delta glacier drought locusts flood landslide quarantine smugglers
    shepherds fishermen miners teachers nurses dockers students veterans widows orphans pilgrims beekeepers
    truckers loggers masons tailors potters weavers""".split()
)  # fmt: skip
ACTS = {
    "ASSAULT": (("shelled", "artillery"), ("bombed", "aerial"), ("attacked", None), ("raided", None)),
    "CONSULT": (("met", "meet"), ("visited", "visit"), ("phoned", "phone")),
    "ACCUSE": (("accused", "disapprove"), ("blamed", "disapprove")),
    "COERCE": (("arrested", "arrest"), ("besieged", None), ("expelled", "deport")),
    "AGREE": (("agreed with", None), ("promised", None)), "RETREAT": (("released", "release"), ("left", "withdraw")),
    "REJECT": (("rejected", None), ("rebuffed", None)), "AID": (("supplied", None), ("treated", None)),
    "SUPPORT": (("praised", None), ("backed", None)), "THREATEN": (("threatened", None), ("warned", None)),
}  # fmt: skip
TOLLS = (
    ("people", "were killed", "dead", "ASSAULT"), ("civilians", "were killed", "dead", "ASSAULT"),
    ("people", "were wounded", "injured", "ASSAULT"), ("families", "fled", "displaced", "ASSAULT"),
    ("people", "were evacuated", "evacuated", "RETREAT"), ("fighters", "were arrested", "detained", "COERCE"),
    ("people", "are missing", "missing", "ASSAULT"),
)  # fmt: skip
QUALITIES = tuple(
    """old narrow broken wet silent crowded painted rusty borrowed locked hidden northern cheap heavy famous
    forgotten muddy dusty empty half-built secret shared leaking smoky restored rented wooden marble flooded
    guarded temporary distant noisy sunken private ruined frozen unpaid spare sealed crooked modest stolen
    ancient bright shallow steep foreign idle""".split()
)
DOINGS = tuple(
    """counted repaired carried watched measured painted guarded sold borrowed searched emptied praised cursed
    photographed described moved cleaned buried weighed rented mapped copied filmed lifted sketched crossed
    circled fetched tested inspected missed mended sorted traded patched dragged polished ignored remembered
    rebuilt stacked unloaded washed""".split()
)
SETTINGS = tuple(
    """before dawn|in the rain|for an hour|without a word|behind the market hall|on the eastern slope
    |with bare hands|by lamplight|since early spring|against all advice|beside the old mill|for the third time
    |in two languages|under a torn awning|while others slept|at the edge of town|for a small fee
    |as their fathers did|in plain sight|with a borrowed pump|on the frozen lake|below the water tower
    |to general surprise|after long silence|near the ring road|in front of cameras|with some pride
    |until the fuel ran out|on market day|at half the price""".split("|")
)
PEOPLE = tuple(
    """teachers|two brothers|a retired pilot|the night guard|neighbours|a choir|the youngest clerk|several drivers
    |a widow|volunteers|the football club|an uncle|three cooks|the postman|a surveyor|street sellers|a dentist
    |the verger|musicians|a plumber|the librarian|apprentices|an interpreter|seamstresses|the ferryman|two judges
    |a geologist|villagers|the bell ringer|a photographer|porters|the beadle|electricians|a glazier|the caretaker
    |stonecutters""".split("|")
)
FORMS = (
    "{who} {did} the {q} {n} {where}", "{who} {did} {name} {where}, and the {n} with him",
    "the {q} {n} of {name} was {did} {where}",
    "{where}, {who} {did} the {n} and the {q} {m}", "{name} and {who} {did} a {q} {n} {where}",
    "the {n} that {name} had left there was {did} by {who}", "nobody {did} the {q} {n} except {who} and {name}",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True, slots=True)
class Someone:
    name: str
    code: str
    kind: Any


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened in a story: on a day, somebody to somebody, at a place; `toll`: an entry of TOLLS and how many."""

    day: int
    type: str
    verb: str
    mode: str | None
    one: int
    other: int
    place: int
    topics: tuple[int, int]
    toll: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence of a report. kind: event, denial, saying, count, filler. speaker: who says it, None: the report."""

    kind: str
    what: Any
    speaker: int | None = None
    number: int = 0
    dated: int = 0  # 0: no day; 1: the date; 2: the weekday, where it was less than a week ago


@dataclass(frozen=True, slots=True)
class Script:
    """What a report tells, before it is written out."""

    plot: int
    day: int
    outlet: str
    head: str
    steps: tuple[Step, ...]
    dated: bool = True
    agency: str | None = None


def syllables(rng: Random, least: int, most: int) -> str:
    sounds = ("a", "e", "i", "o", "u", "ar", "el", "in", "or")
    return "".join(rng.choice("bdfgklmnprstvz") + rng.choice(sounds) for _ in range(rng.randint(least, most))).title()


class Plot:
    """A story, all from its number; number 0 is the war that never ends."""

    def __init__(self, number: int):
        rng = Random(f"plot {number}")
        self.number = number
        country, other = rng.sample(COUNTRIES, 2)
        self.people = (
            Someone(f"{syllables(rng, 2, 3)} {syllables(rng, 2, 3)}", f"{country}:GOV", "person"),
            Someone(f"{syllables(rng, 2, 3)} {syllables(rng, 2, 3)}", f"{other}:GOV", "person"),
            Someone(f"{syllables(rng, 2, 3)} Army", f"{country}:MIL", "military"),
            Someone(f"{syllables(rng, 2, 2)} Front", f"{country}:REB", "armed_group"),
            Someone(f"{syllables(rng, 2, 3)} {syllables(rng, 2, 3)}", ":IGO", "person"),
            Someone(f"{syllables(rng, 2, 3)} Council", f"{country}:CVL", "organisation"),
            Someone(f"{syllables(rng, 2, 3)} Brigade", f"{other}:MIL", "military"),
        )
        lat, lon = rng.uniform(-30, 50), rng.uniform(-10, 60)
        self.places = tuple(
            Where(
                make_id("places", number, k), syllables(rng, 2, 4), None, round(lat + rng.uniform(-1, 1), 3),
                round(lon + rng.uniform(-1, 1), 3), country, None, "PPL", 5000,
            ) for k in range(5)
        )  # fmt: skip
        self.topics = tuple(rng.sample(TOPICS, 12))
        self.minor = tuple(f"{syllables(rng, 2, 3)} {syllables(rng, 2, 3)}" for _ in range(16))
        self.begins = BEGIN if number == 0 else BEGIN - LIFE + (number - 1) * 7 // WEEKLY

    def topic(self, index: int, day: int) -> str:
        """The topics of a story drift: every few days one gives way to another."""
        turn = (day - self.begins) // 4
        return self.topics[index] if index > turn % 12 or self.number else TOPICS[(index * 7 + turn) % len(TOPICS)]

    def sentence(self, rng: Random, day: int) -> str:
        """Words about the story's topics and lesser people, hardly ever the same twice."""
        n, m = (self.topic(rng.randrange(12), day) if rng.random() < 0.5 else rng.choice(TOPICS) for _ in range(2))
        said = rng.choice(FORMS).format(
            who=" ".join(rng.choice(PEOPLE).split()), did=rng.choice(DOINGS), q=rng.choice(QUALITIES), n=n, m=m,
            name=rng.choice(self.minor), where=" ".join(rng.choice(SETTINGS).split()),
        )  # fmt: skip
        more = (
            f", {rng.choice(DOINGS)} by {' '.join(rng.choice(PEOPLE).split())} {' '.join(rng.choice(SETTINGS).split())}"
        )
        return said + (more if rng.random() < 0.6 else "")

    @lru_cache(maxsize=400)  # noqa: B019
    def happenings(self, day: int) -> tuple[Happening, ...]:
        """Four a day."""
        rng = Random(f"day {self.number} {day}")
        found = []
        for _ in range(4):
            kind = rng.choice(tuple(ACTS))
            verb, mode = rng.choice(ACTS[kind])
            one, other = rng.sample(range(len(self.people)), 2)
            tolls = [k for k, toll in enumerate(TOLLS) if toll[3] == kind]
            toll = (rng.choice(tolls), int(2 + rng.paretovariate(0.8))) if tolls and rng.random() < 0.8 else None
            topics = (rng.randrange(12), rng.randrange(12))
            found.append(Happening(day, kind, verb, mode, one, other, rng.randrange(5), topics, toll))
        return tuple(found)

    @lru_cache(maxsize=400)  # noqa: B019
    def sayings(self, day: int) -> tuple[tuple[int, str], ...]:
        """Five a day: who said what."""
        rng = Random(f"said {self.number} {day}")
        found = []
        for _ in range(5):
            where = f" in {self.places[rng.randrange(5)].name}"
            found.append((rng.randrange(len(self.people)), self.sentence(rng, day) + where))
        return tuple(found)


@lru_cache(maxsize=64)
def plot(number: int) -> Plot:
    return Plot(number)


def script(number: int, war: float = WAR) -> Script:
    """What the report with this number tells, be it its own or a copy of a recent one. war: the share of reports about
    the war that never ends."""
    rng = Random(f"report {number}")
    chance = rng.random()
    if number <= 50 or chance >= COPY + CUT + CHANGED:
        return own_script(number, war)
    first = own_script(number - rng.randint(1, 40), war)
    outlet = rng.choice([name for name in OUTLETS if name != first.outlet])
    copied = replace(first, outlet=outlet, agency=first.outlet if rng.random() < 0.5 else None)
    if chance < COPY:
        return copied
    steps = list(first.steps)
    if chance < COPY + CUT:  # a few sentences less, another head
        for _ in range(rng.randint(1, 5)):
            del steps[rng.randrange(len(steps))]
        words = [plot(first.plot).topic(k, first.day) for k in rng.sample(range(12), 3)]
        return replace(copied, head=f"{words[0].title()}, {words[1]} and {words[2]}: what is known", steps=tuple(steps))
    counts = [k for k, step in enumerate(steps) if step.kind == "count"]
    for k in counts[:1]:
        steps[k] = replace(steps[k], number=steps[k].number * 10)
    return replace(copied, steps=tuple(steps))


@lru_cache(maxsize=128)
def own_script(number: int, war: float = WAR) -> Script:
    rng = Random(f"script {number}")
    late = rng.randint(5, 60) if rng.random() < LATE else 0
    day = max(BEGIN, BEGIN + number // DAILY - late)
    if rng.random() < war:
        its = plot(0)
    else:
        youngest = (day - BEGIN + LIFE) * WEEKLY // 7
        its = plot(1 + max(0, youngest - rng.randrange(LIFE * WEEKLY // 7)))
    told = [_recent(its, day, rng) for _ in range(4)]
    steps: list[Step] = []
    for k, one in enumerate(dict.fromkeys(told)):
        steps.append(Step("event", one, None if k % 2 else rng.randrange(7), 0, rng.choice((0, 0, 1, 2))))
        if one.toll is not None:
            steps.append(_count(one, rng))
    said = [rng.choice(its.sayings(max(its.begins, day - rng.choice((0, 0, 1, 2, 6))))) for _ in range(5)]
    steps += [Step("saying", one) for one in dict.fromkeys(said)]
    if rng.random() < 0.15:
        denied = _recent(its, day, rng)
        steps.append(Step("denial", denied, denied.one))
    while sum(step.kind == "count" for step in steps) < 3:
        other = next((h for k in range(9) for h in its.happenings(max(its.begins, day - k)) if h.toll), None)
        if other is None:
            break
        steps.append(_count(other, rng))
    for _ in range(rng.randint(7, 10)):
        words = its.sentence(rng, day)
        steps.append(Step("filler", f"{words[0].upper()}{words[1:]}."))
    rng.shuffle(steps)
    top = told[0]
    head = f"{its.people[top.one].name} {top.verb} {its.people[top.other].name} near {its.places[top.place].name}"
    dated = rng.random() >= UNDATED
    return Script(its.number, day, rng.choice(OUTLETS), head, tuple(steps), dated)


def _recent(its: Plot, day: int, rng: Random) -> Happening:
    """Mostly of the last days, sometimes what the story began with."""
    back = rng.choice((0, 0, 0, 1, 1, 2, 3, 5))
    when = its.begins if rng.random() < 0.05 else max(its.begins, day - back)
    return rng.choice(its.happenings(when))


def _count(one: Happening, rng: Random) -> Step:
    """As it was, as it was known a day later, or as the other side has it."""
    assert one.toll is not None
    n = one.toll[1]
    chance = rng.random()
    if chance < 0.7:
        return Step("count", one, None, n, rng.choice((0, 1)))
    if chance < 0.85:
        return Step("count", one, one.other, n + n // 3 + 1, 1)
    return Step("count", one, one.one, max(1, n // 3), 1)


@dataclass
class Draft:
    """A report in the writing: its text so far and the rows in it."""

    report: str
    its: Plot
    day: int
    dated: bool
    text: str = ""
    starts: list[int] = field(default_factory=list)
    rows: dict[str, list[Any]] = field(
        default_factory=lambda: {k: [] for k in ("times", "places", "mentions", "claims", "quantities", "events")}
    )

    def id(self, kind: str) -> str:
        return make_id(kind, self.report, len(self.rows[kind]))

    def say(self, words: str) -> tuple[int, int]:
        start = len(self.text)
        self.text += words
        return start, len(self.text)

    def someone(self, index: int) -> Party:
        one = self.its.people[index]
        start, end = self.say(one.name)
        actor = make_id("actors", one.name)
        row = Mention(
            self.id("mentions"), self.report, start, end, one.name, actor, one.name, one.code, HOW["mentions"], one.kind
        )
        self.rows["mentions"].append(row)
        return Party(one.name, one.code, actor, start, end)

    def place(self, index: int) -> Where:
        at = self.its.places[index]
        start, end = self.say(at.name or "")
        row = Place(
            self.id("places"), self.report, start, end, self.text[start:end], at.name, None, at.lat, at.lon, at.country,
            None, at.feature, at.precision_m, HOW["places"],
        )  # fmt: skip
        self.rows["places"].append(row)
        return at

    def when(self, day: int, how: int) -> tuple[str | None, str | None]:
        """Words for a day, if any are wanted: the value of the time and its id."""
        then = date.fromordinal(day)
        if not how:
            return None, None
        self.say(" on ")
        close = 0 <= self.day - day < 7 and how == 2
        words = WEEKDAYS[then.weekday()] if close else f"{then.day} {MONTHS[then.month - 1]} {then.year}"
        start, end = self.say(words)
        stated = f"calendar(year={then.year}, month={then.month}, day={then.day})"
        meaning = f"weekday(weekday={words[:3].upper()}) past" if close else stated
        value = then.isoformat() if self.dated or not close else None
        basis: Any = ("relative" if close else "stated") if value else None
        anchor = self.report if close and value else None
        row = TimeExpression(
            self.id("times"), self.report, start, end, words, value, "date", basis, anchor, HOW["times"], None, meaning
        )
        self.rows["times"].append(row)
        return value, row.id

    def claim(self, start: int, end: int, source: Party, cue: tuple[int, int], stance: Any, claim_id: str) -> None:
        self.rows["claims"].append(
            Claim(
                claim_id, self.report, start, end, self.text[start:end], (source,), Words(self.text[slice(*cue)], *cue),
                (), None, "paraphrase", False, stance, None, None, HOW["claims"],
            )
        )  # fmt: skip


HOW = {
    "mentions": How("mentions/name", RULES, 0.9), "places": How("places/gazetteer", RULES, 0.9),
    "times": How("times/weekdays", RULES, 0.9), "claims": How("claims/clause:say", RULES, 0.9),
    "quantities": How("quantities/people", RULES, 0.9), "passages": How("passages/body", RULES, 1.0),
}  # fmt: skip


def written(found: Script, number: int) -> Reading:
    """The reading of a report that tells a script, under ids of its own."""
    key = f"synthetic {number}"
    draft = Draft(make_id("reports", key), plot(found.plot), found.day, found.dated)
    opening = f"{plot(found.plot).places[0].name} ({found.agency}) - " if found.agency else ""
    draft.say(opening)
    for step in found.steps:
        if draft.text and not draft.text.endswith("- "):
            draft.say("\n\n" if len(draft.starts) % 3 == 0 else " ")
        draft.starts.append(len(draft.text))
        WRITERS[step.kind](draft, step)
    text = draft.text
    report = Report(
        draft.report, f"synthetic/{number:06}.txt", key, text, None, found.outlet, "en", found.head,
        date.fromordinal(found.day).isoformat() if found.dated else None, "stated" if found.dated else None,
        sentences=tuple(draft.starts),
    )  # fmt: skip
    edge = len(opening)
    cuts: Any = [(0, edge, "dateline"), (edge, len(text), "body")] if edge else [(0, len(text), "body")]
    parts = tuple(
        Passage(
            make_id("passages", draft.report, start), draft.report, start, end, text[start:end], part, HOW["passages"]
        )
        for start, end, part in cuts
    )  # fmt: skip
    rows = {kind: tuple(sorted(its, key=lambda row: (row.start, row.id))) for kind, its in draft.rows.items()}
    return Reading(report, RULES, passages=parts, **rows)


def _opened(draft: Draft, step: Step, verb: str) -> tuple[Party | None, tuple[int, int], str | None, int]:
    """ "A said that ": the speaker, the words that say so, the id of the claim to come and where it begins."""
    if step.speaker is None:
        return None, (0, 0), None, len(draft.text)
    source = draft.someone(step.speaker)
    draft.say(" ")
    cue = draft.say(verb)
    draft.say(" that ")
    return source, cue, draft.id("claims"), len(draft.text)


def _event(draft: Draft, step: Step) -> None:
    one: Happening = step.what
    denied = step.kind == "denial"
    source, cue, claim, start = _opened(draft, step, "denied" if denied else "said")
    first = draft.someone(one.one)
    draft.say(" had " if step.speaker is not None else " ")
    at = draft.say(one.verb)
    draft.say(" ")
    second = draft.someone(one.other)
    draft.say(" near ")
    where = draft.place(one.place)
    value, time = draft.when(one.day, step.dated)
    if not denied:
        topics = [draft.its.topic(k, one.day) for k in one.topics]
        draft.say(f", where the {topics[0]} had been closed because of the {topics[1]}")
    if source is not None and claim is not None:
        draft.claim(start, len(draft.text), source, cue, "denies" if denied else "asserts", claim)
    status: Any = "denied" if denied else "claimed" if claim else "actual"
    draft.rows["events"].append(
        Event(
            draft.id("events"), draft.report, *at, one.verb, one.type, one.mode, (), (first,), (second,), where, value,
            status, claim, None, None, None, How(f"events/{one.type}:{one.verb.split()[0]}/A _ O", RULES, 0.8), time,
        )
    )  # fmt: skip
    draft.say(".")


def _saying(draft: Draft, step: Step) -> None:
    speaker, words = step.what
    source, cue, claim, start = _opened(draft, replace(step, speaker=speaker), "said")
    before, name, after, index = words, "", "", 0
    for k, where in enumerate(draft.its.places):
        if where.name and f" {where.name}" in words:
            before, name, after = words.partition(where.name)
            index = k
            break
    draft.say(before)
    if name:
        draft.place(index)
        draft.say(after)
    assert source is not None and claim is not None
    draft.claim(start, len(draft.text), source, cue, "asserts", claim)
    draft.say(".")


def _counted(draft: Draft, step: Step) -> None:
    one: Happening = step.what
    source, cue, claim, start = _opened(draft, step, "said")
    assert one.toll is not None
    noun, verb, role, _ = TOLLS[one.toll[0]]
    words = f"{step.number:,} {noun}"
    at = draft.say(words if source else words[0].upper() + words[1:])
    draft.say(f" {verb} near ")
    where = draft.place(one.place)
    value, time = draft.when(one.day, step.dated)
    if source is not None and claim is not None:
        draft.claim(start, len(draft.text), source, cue, "asserts", claim)
    unit = "families" if noun == "families" else "people"
    draft.rows["quantities"].append(
        Quantity(
            draft.id("quantities"), draft.report, *at, draft.text[slice(*at)], step.number, step.number, unit, "exact",
            noun, False, value, where, (source,) if source else (), HOW["quantities"], claim, role, time,
        )
    )  # fmt: skip
    draft.say(".")


def _filler(draft: Draft, step: Step) -> None:
    draft.say(step.what)


WRITERS = {"event": _event, "denial": _event, "saying": _saying, "count": _counted, "filler": _filler}


def made(number: int, war: float = WAR) -> Reading:
    """The report with this number, as if it had been read."""
    return written(script(number, war), number)


def copied(number: int) -> Reading:
    """One report told by very many papers."""
    return written(replace(own_script(7), outlet=f"Paper {number}"), 1_000_000 + number)


def circling(number: int) -> Reading:
    """The same text from each of very many papers, which credits the next; the last of them credits the first."""
    paper, other = f"Paper {number % CIRCLE}", f"Paper {(number + 1) % CIRCLE}"
    return written(replace(own_script(60), outlet=paper, agency=other), 2_000_000 + number)


def readings(n: int) -> Iterator[Reading]:
    """The first n of them, in the order in which they come in."""
    return map(made, range(n))
