"""Why a claim is a claim: the frame, the weights that decided, and what bounded its content. For `dateline why`."""

from collections.abc import Iterable, Mapping

from dateline.language.parse import Parse
from dateline.lexicon.cues import Cues
from dateline.reading.claims import looked_at, walls
from dateline.reading.claims.accept import BIAS, Looked, judged_together, likeliest
from dateline.reading.claims.bounds import Bounds
from dateline.reading.claims.quotes import Quotations
from dateline.reading.claims.views import Views
from dateline.records import Claim, Passage, TimeExpression

MOST = 6  # weights told
ENDS = {
    "go": "the likeliest end by the phrases that follow",
    "short": "an earlier end than the phrases that follow would give",
    "long": "a later end than the phrases that follow would give",
}


def explain(
    parse: Parse, passages: tuple[Passage, ...], times: tuple[TimeExpression, ...], cues: Cues, claim: Claim
) -> list[str]:
    """Sentences that a person can check, worked out again from the parse; [] when the claim is not of this parse."""
    if claim.cue is None:
        return []
    if claim.how.by.startswith("claims/floating:"):
        return [
            f"frame floating, cue {claim.cue.text!r}: whoever spoke there goes on speaking",
            "content: the quotation, which is all of its sentences",
        ]
    if claim.how.by.startswith("claims/set_off:"):
        return [
            f"frame set_off, cue {claim.cue.text!r} and a colon: the next paragraphs are the speaker's own words",
            'content: without quotation marks, to the last paragraph in which "we" or "I" speak',
        ]
    bounds = Bounds(Views(parse, Quotations(parse, walls(passages)), cues), times)
    near = parse.tokens_in(claim.cue.start, claim.cue.end)
    every = looked_at(parse, bounds, cues.nouns)
    found = [ones for cue, ones in every.items() if cue in near]
    alike = [(one, ones) for ones in found for one in ones if _same(parse, one, claim)]
    if not alike:
        return []
    chosen, ones = next((pair for pair in alike if pair[0] is likeliest(pair[1], cues.weights.pick)), alike[0])
    picked = [chosen if each is ones else likeliest(each, cues.weights.pick) for each in every.values()]
    judged = next(j for j in judged_together(parse, picked, cues.weights) if j.looked is chosen)
    threshold = cues.weights.threshold
    weights = {**cues.weights.accept, **{key: w for key, w in cues.weights.beside.items() if key != BIAS}}
    return [
        f"frame {chosen.candidate.frame}, cue {claim.cue.text!r}: {_entries(cues, parse, chosen)}",
        f"sum of weights {judged.score:.2f}, needed {threshold:.2f}"
        + _certain(chosen, judged.score < threshold, claim),
        "for and against: " + "; ".join(_strongest([*chosen.keys, *chosen.cue_keys, *judged.beside], weights)),
        f"content: {_bounded(chosen)}; {len(ones) - 1} other readings of this cue were less likely",
    ]


def _certain(chosen: Looked, below: bool, claim: Claim) -> str:
    """Why it is a claim although its weights do not reach."""
    if not below:
        return ""
    if chosen.sure or claim.parent is None:
        return " (certain by its grammar alone)"
    return " (certain by its grammar: somebody else's words inside another claim, where training looked away)"


def _same(p: Parse, looked: Looked, claim: Claim) -> bool:
    return p.slice(looked.candidate.first, looked.candidate.last) == (claim.start, claim.end)


def _entries(cues: Cues, p: Parse, looked: Looked) -> str:
    """Where the lexicon has the cue."""
    lemma = next((key[2:] for key in looked.cue_keys if key.startswith("l=") and "|" not in key), "")
    groups = sorted({g for (_, word), names in cues.groups_of.items() if word == lemma for g in names})
    return f"lexicon/cues.yaml, words {', '.join(groups)}" if groups else "in no group of lexicon/cues.yaml"


def _strongest(keys: Iterable[str], accept: Mapping[str, float]) -> list[str]:
    """The keys that weigh most, either way, as "key +0.50"."""
    weighed = {key: accept[key] for key in keys if key in accept}
    weighed[BIAS] = accept.get(BIAS, 0.0)
    order = sorted(weighed, key=lambda key: (-abs(weighed[key]), key))
    return [f"{key} {weighed[key]:+.2f}" for key in order[:MOST]]


def _bounded(looked: Looked) -> str:
    c = looked.candidate
    if c.frame.startswith("quote"):
        return "the quotation and those that go on with it"
    if not c.cut:
        return "the words that the frame covers"
    kind, weakest, beyond = [*c.cut.removeprefix("cut=").split("|"), "", ""][:3]
    surely = f" (certainty {weakest} of 3 inside, {beyond} beyond)" if beyond else ""
    return ENDS[kind] + surely
