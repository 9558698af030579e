"""How near the sides of two tellings are: who did it, and to whom."""

from dateline.joining.tellings import Telling, Who
from dateline.lexicon.word_weights import folded

SYMMETRIC = frozenset({"talks", "yield"})  # families in which the sides can be named in either order
SAME, KIN, COUNTRY, UNKNOWN, OTHER, EXCLUDED = 3, 2, 1, 0, -1, -2
NAMES = {SAME: "same", KIN: "kin", COUNTRY: "country", UNKNOWN: "unknown", OTHER: "other"}
UNTELLING = frozenset("the a an two three four five six several some other their its both all senior top".split())
ORDINALS = {"second": 1, "third": 2, "fourth": 3, "fifth": 4}
ANYBODY = frozenset({"CVL", ""})  # sectors whose people are hardly ever the same people
STATE = frozenset({"GOV", "MIL", "SPY", "COP", "JUD", "LEG", "PTY", "ELI"})
ARMED = frozenset({"REB", "UAF", "OPP", "CRM", "SEP"})


def side_levels(a: Telling, b: Telling) -> tuple[str, str] | None:
    """Who did it and to whom; in talks and agreements all sides together. None: named actors exclude each other."""
    if a.family in SYMMETRIC or a.family != b.family:
        ours, theirs = (*a.initiators, *a.recipients), (*b.initiators, *b.recipients)
        level = both_sides(ours, theirs, brokered=a.family == "yield" or a.family != b.family)
        return None if level is None else (f"parties.{level}", "recipients.joint")
    first = one_side(a.initiators, b.initiators)
    if first is None:
        return None
    second = one_side(a.recipients, b.recipients)
    if second == "kin" and a.family == "force" and _one_office(a.recipients, b.recipients):
        second = "office"
    return None if second is None else (f"initiators.{first}", f"recipients.{second}")


def _one_office(ours: tuple[Who, ...], theirs: tuple[Who, ...]) -> bool:
    """Karlov, and Russia's ambassador."""
    return any(x.person != y.person and kinship(x, y) == KIN for x in ours for y in theirs)


def both_sides(ours: tuple[Who, ...], theirs: tuple[Who, ...], *, brokered: bool) -> str | None:
    """For talks: each of the shorter list must be somebody of the longer one, where both name their actors.

    brokered: an agreement, which its brokers announce in one report and its parties in the next.
    """
    if not ours or not theirs:
        return "unknown"
    if not brokered and any(_other_office(x, y) for x in ours for y in theirs if x.vague and y.vague):
        return None
    fewer, more = (ours, theirs) if len(ours) <= len(theirs) else (theirs, ours)
    best = min(max(kinship(x, y) for y in more) for x in fewer)
    if not brokered and (best == EXCLUDED or (len(fewer) == len(more) and _others(fewer, more))):
        return None
    if best < 0 and brokered:
        return "brokered"
    name = NAMES[best]
    if best < 0 or len(more) == 1:
        return name
    return f"{name}_several" if len(fewer) > 1 else f"{name}_part"


def _others(ours: tuple[Who, ...], theirs: tuple[Who, ...]) -> bool:
    """Whether each names a person whom the other has not, though they name as many: another met the same envoy."""
    strangers = [x for x in ours if x.person and all(kinship(x, y) != SAME for y in theirs)]
    unmatched = [y for y in theirs if y.person and all(kinship(x, y) != SAME for x in ours)] if strangers else []
    return any(kinship(x, y) == EXCLUDED for x in strangers for y in unmatched)


def one_side(ours: tuple[Who, ...], theirs: tuple[Who, ...]) -> str | None:
    """The nearest two of both lists; None when they are different people or hostile bodies."""
    if not ours or not theirs:
        return "unknown"
    best = max(kinship(x, y) for x in ours for y in theirs)
    return None if best == EXCLUDED else NAMES[best]


def kinship(a: Who, b: Who) -> int:
    """How near two actors are: the same, a person and his body, of one country, cannot be told, others, never one."""
    if a.key == b.key:
        return SAME if not a.vague else COUNTRY if a.sector in ANYBODY else KIN
    if a.person and b.person:
        return SAME if one_person(a.name, b.name) else EXCLUDED
    if a.vague and b.vague and (ordinal(a.name) != ordinal(b.name) or _other_office(a, b)):
        return EXCLUDED  # the first convoy and the second; defence ministers and foreign ministers
    if not (a.country or a.sector) or not (b.country or b.sector):
        return UNKNOWN
    other = OTHER if a.inferred or b.inferred or a.vague or b.vague else EXCLUDED
    if a.country and b.country and a.country != b.country:
        return UNKNOWN if _nobody(a) or _nobody(b) else other
    if a.sector == b.sector and a.country == b.country:
        return COUNTRY if a.sector in ANYBODY else KIN
    if not (a.sector and b.sector and a.country and b.country):
        return COUNTRY
    sectors = {a.sector, b.sector}
    if "CVL" in sectors or sectors <= STATE or sectors <= ARMED:
        return COUNTRY
    return EXCLUDED if sectors & STATE and "REB" in sectors else OTHER


def _nobody(who: Who) -> bool:
    """Things and people of whom only the place of the event tells a country: the trucks, two drivers."""
    return who.vague and who.inferred and who.sector in ANYBODY


def _other_office(a: Who, b: Who) -> bool:
    """Two groups of officials of one name but for the word before it."""
    if a.sector != "GOV" or b.sector != "GOV" or a.name == b.name:
        return False
    ours, theirs = a.name.split()[-2:], b.name.split()[-2:]
    if len(ours) < 2 or len(theirs) < 2 or ours[1] != theirs[1] or ours[0] == theirs[0]:
        return False
    return ours[0].islower() and theirs[0].islower() and not {ours[0], theirs[0]} & UNTELLING


def ordinal(name: str) -> int:
    """Which of several: 0 for a first one, or when the words do not say."""
    return next((ORDINALS[word] for word in name.lower().split()[:3] if word in ORDINALS), 0)


def one_person(a: str, b: str) -> bool:
    """One family name, and first names that agree as far as both are told: "Lavrov", "S. Lavrov", "Sergei Lavrov"."""
    ours, theirs = folded(a).split(), folded(b).split()
    if not ours or not theirs or ours[-1] != theirs[-1]:
        return False
    return len(ours) == 1 or len(theirs) == 1 or ours[0][0] == theirs[0][0]
