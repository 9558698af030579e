"""Stories: reports of one unfolding matter, by words, actors, places and days."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from dateline.ids import make_id
from dateline.joining.compare import apart
from dateline.joining.tellings import Days, Digest, likeness
from dateline.lexicon.joining import JoiningWeights
from dateline.records import Story

WORDS = ((0.08, "none"), (0.14, "few"), (0.22, "some"), (0.35, "many"))
DAYS = ((3, "story_days.together"), (10, "story_days.near"), (31, "story_days.month"), (92, "story_days.season"))
SHARED = ("story_actors.none", "story_actors.one")
UNTOLD: Days = (None, None)
ROUNDING = 1e-6  # what sums in another order can differ by
WHOLE = 400  # reports that are grouped all at once; where more hang together, only strong ties make a story
TIED = 2.0  # score of a strong tie
SAMPLE = 64  # reports of such a story, those with the smallest ids, that tell what it is about
NAMED = 6  # actors and places of a story's row


def levels(a: Digest, b: Digest) -> tuple[str, ...]:
    """How two reports stand to each other. Symmetrical."""
    share = likeness(a.keywords, b.keywords)
    words = next((name for limit, name in WORDS if share < limit), "most")
    return f"story_words.{words}", *_besides(a, b)


def _besides(a: Digest, b: Digest) -> tuple[str, str, str]:
    """What is quickly told: whom they name, which places, and how far apart they were published."""
    if not a.actors or not b.actors:
        actors = "story_actors.unknown"
    else:
        people = len({key for key, _ in a.actors}.intersection([key for key, _ in b.actors]))
        actors = SHARED[people] if people < 2 else "story_actors.several"
    if not a.places or not b.places:
        places = "story_places.unknown"
    else:
        places = "story_places.none" if set(a.places).isdisjoint(b.places) else "story_places.shared"
    if a.told == UNTOLD or b.told == UNTOLD:
        return actors, places, "story_days.unknown"
    gap = apart(a.told, b.told)
    return actors, places, next((name for limit, name in DAYS if gap <= limit), "story_days.far")


class Sieve:
    """How much two reports can score at most, before their words are compared."""

    def __init__(self, weights: JoiningWeights):
        self._of = of = weights.weights
        self._words = weights.story_bias + max(of[f"story_words.{name}"] for name in (*(n for _, n in WORDS), "most"))

    def most(self, a: Digest, b: Digest) -> float:
        actors, places, days = _besides(a, b)
        return self._words + self._of[actors] + self._of[places] + self._of[days] + ROUNDING


def score(a: Digest, b: Digest, weights: JoiningWeights) -> float:
    """Above 0 when two reports seem to be of one matter."""
    of = weights.weights
    return weights.story_bias + sum([of[level] for level in levels(a, b)])


def story_id(reports: Sequence[str]) -> str:
    return make_id("stories", min(reports))


def story(members: Sequence[Digest], days: Mapping[str, Days], whole: Days | None = None) -> Story:
    """The row of a story. days: of each member, the inferred ones where there are. whole: its first and last day, where
    there are more members than these."""
    members = sorted(members, key=lambda digest: digest.id)
    firsts = [first for digest in members if (first := days[digest.id][0]) is not None]
    lasts = [last for digest in members if (last := days[digest.id][1]) is not None]
    actors = Counter(name for digest in members for _, name in digest.actors)
    places = Counter(name for digest in members for name in digest.places)
    first, last = whole or (min(firsts, default=None), max(lasts, default=None))
    return Story(
        story_id([digest.id for digest in members]), title(members), tuple(digest.id for digest in members),
        _day(first), _day(last), _top(actors), _top(places),
    )  # fmt: skip


def title(members: Sequence[Digest]) -> str:
    """The headline of the report that has most in common with the others; without headlines, their commonest words."""
    words: Counter[str] = Counter()
    for digest in members:
        words.update(digest.keywords)
    centre = {word: total / len(members) for word, total in words.items()}
    headed = [digest for digest in members if digest.headline]
    if headed:
        best = min(headed, key=lambda digest: (-round(likeness(digest.keywords, centre), 6), digest.id))
        return " ".join((best.headline or "").split())
    names = _top(
        Counter(name for digest in members for name in (*(n for _, n in digest.actors[:3]), *digest.places[:2]))
    )
    return ", ".join(names[:4]) or "untitled"


def _top(counts: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(counts, key=lambda name: (-counts[name], name))[:NAMED])


def _day(ordinal: int | None) -> str | None:
    return None if ordinal is None else date.fromordinal(ordinal).isoformat()
