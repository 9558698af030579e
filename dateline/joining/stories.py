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
DAYS = ((3, "together"), (10, "near"), (31, "month"), (92, "season"))
WHOLE = 400  # reports that are grouped all at once; where more hang together, only strong ties make a story
TIED = 2.0  # score of a strong tie
SAMPLE = 64  # reports of such a story, those with the smallest ids, that tell what it is about
NAMED = 6  # actors and places of a story's row


def levels(a: Digest, b: Digest) -> tuple[str, ...]:
    """How two reports stand to each other. Symmetrical."""
    share = likeness(a.keywords, b.keywords)
    words = next((name for limit, name in WORDS if share < limit), "most")
    people = len({key for key, _ in a.actors} & {key for key, _ in b.actors})
    actors = "none" if not people else "one" if people == 1 else "several"
    if not a.actors or not b.actors:
        actors = "unknown"
    places = "unknown" if not a.places or not b.places else "none" if set(a.places).isdisjoint(b.places) else "shared"
    if a.told == (None, None) or b.told == (None, None):
        days = "unknown"
    else:
        gap = apart(a.told, b.told)
        days = next((name for limit, name in DAYS if gap <= limit), "far")
    return f"story_words.{words}", f"story_actors.{actors}", f"story_places.{places}", f"story_days.{days}"


def score(a: Digest, b: Digest, weights: JoiningWeights) -> float:
    """Above 0 when two reports seem to be of one matter."""
    return weights.story_bias + sum(weights.weights[level] for level in levels(a, b))


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
