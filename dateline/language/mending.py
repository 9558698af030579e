"""Where the model's grammar is known to go wrong, and the words themselves tell how it is meant.

Each repair is a shape that English hardly has in another way. Of words only the closed classes are looked at, and
verbs that nobody does to something.
"""

from collections.abc import Sequence

Heads = list[int]
Relations = list[str]
HEADLINE = 25  # tokens at most
STOPS = frozenset(".!?:;…,\"”’'")
PAST = frozenset({"VBD", "VBN"})
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "CD"})
# past forms of verbs that nobody does to something
OF_ITSELF = frozenset(
    "fled died went came arrived returned fell rose began started ended resumed collapsed continued met talked spoke"
    " agreed withdrew retreated escaped left landed exploded erupted broke stopped failed worked lived waited voted"
    " marched rallied gathered protested clashed fought surrendered resigned advanced emerged grew said stood won"
    " lost".split()
)
# what stands behind a verb without an object
ROUND_IT = frozenset({"prep", "agent", "advmod", "npadvmod", "advcl", "punct"})
HELPERS = frozenset({"aux", "mark", "expl"})
REACH = 500  # tokens: no sentence is longer


def mended(lower: Sequence[str], tag: Sequence[str], head: Heads, rel: Relations) -> tuple[Heads, Relations]:
    """The heads and relations of a paragraph's tokens, put right. Changes what it is given."""
    _headline(lower, tag, head, rel)
    for i, relation in enumerate(rel):
        if relation == "aux" and lower[i] == "to":
            _to_what_was_done_to(i, lower, tag, head, rel)
        elif relation == "advcl":
            _part_of_what_is_said(i, head, rel)
        elif relation == "relcl":
            _asked_behind_a_colon(i, lower, tag, head, rel)
    return head, rel


def _to_what_was_done_to(to: int, lower: Sequence[str], tag: Sequence[str], head: Heads, rel: Relations) -> None:
    """ "Sent flour to besieged Homs": no infinitive, but a participle before the noun that is behind "to"."""
    done = head[to]
    if done != to + 1 or tag[done] != "VBN" or not lower[done].endswith("ed"):
        return
    noun = next((k for k in _near(done, rel) if k > done and head[k] == done and rel[k] == "dobj"), None)
    if noun is None or head[done] == done:
        return
    above = head[done]
    for k in _near(done, rel):
        if head[k] == done:
            head[k] = above
    head[to], rel[to] = above, "prep"
    head[noun], rel[noun] = to, "pobj"
    head[done], rel[done] = noun, "amod"


def _part_of_what_is_said(clause: int, head: Heads, rel: Relations) -> None:
    """ "They had waited for days, when shells fell, a monitor said": the clause belongs to what is said, before it."""
    saying = head[clause]
    if saying < clause:
        return
    said = [k for k in range(max(0, clause - REACH), clause) if head[k] == saying and rel[k] == "ccomp"]
    speaks = any(head[k] == saying and rel[k] == "nsubj" for k in range(clause + 1, saying))
    if said and speaks:
        head[clause] = said[-1]


def _asked_behind_a_colon(verb: int, lower: Sequence[str], tag: Sequence[str], head: Heads, rel: Relations) -> None:
    """ "Mali: who shelled the market?": the question does not tell of the noun before the colon."""
    who = next((k for k in range(head[verb] + 1, verb) if head[k] == verb and tag[k] == "WP"), None)
    if who is not None and lower[who - 1] == ":":
        rel[verb] = "dep"


def _headline(lower: Sequence[str], tag: Sequence[str], head: Heads, rel: Relations) -> None:
    """ "Aid convoy attacked near Goma": headlines tell the past in the present tense, so that this was done to it."""
    if not 1 < len(rel) < HEADLINE or lower[-1] in STOPS or rel.count("ROOT") != 1:
        return
    verb = rel.index("ROOT")
    own = [k for k in range(len(rel)) if head[k] == verb and k != verb]
    subject = [k for k in own if rel[k] == "nsubj" and k < verb and tag[k] in NOUNS]
    bare = all(rel[k] in ROUND_IT if k > verb else rel[k] not in HELPERS for k in own)
    if len(subject) == 1 and bare and tag[verb] in PAST and lower[verb] not in OF_ITSELF:
        rel[subject[0]] = "nsubjpass"


def _near(i: int, all_of_them: Sequence[str]) -> range:
    return range(max(0, i - REACH), min(len(all_of_them), i + REACH))
