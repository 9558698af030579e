"""A report for the eye: its text with what was found marked in it, then who said what, what happened, and the rest."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.ask.reached import in_future
from dateline.records import Claim, Event, Party, Place, Quantity, Reading

LAYERS = (  # kind, letter of its marks, style of its words: patterns and letters carry the meaning, colour only helps
    ("claims", "c", "underline"),
    ("events", "e", "bold red"),
    ("quantities", "n", "bold yellow"),
    ("times", "t", "cyan"),
    ("places", "p", "green"),
)
DIMMED = ("furniture", "byline", "dateline")


@dataclass(frozen=True, slots=True)
class Labels:
    """Short names of a report's rows, for one page: row id -> "c3"."""

    of: dict[str, str]

    @classmethod
    def for_reading(cls, reading: Reading) -> "Labels":
        return cls(
            {row.id: f"{letter}{n}" for kind, letter, _ in LAYERS for n, row in enumerate(getattr(reading, kind), 1)}
        )


def show(reading: Reading, sections: int | None = None) -> RenderableType:
    """The page, for a rich console (plain text where there are no colours); with only the first few of its sections."""
    labels = Labels.for_reading(reading)
    parts: list[RenderableType] = [_head(reading), "", marked_text(reading, labels), ""]
    tables = (
        ("WHO SAID WHAT", _claims(reading, labels)),
        ("WHAT HAPPENED, IS PLANNED OR DENIED", _events(reading, labels)),
        ("NUMBERS", _quantities(reading, labels)),
        ("TIMES", _times(reading, labels)),
        ("PLACES", _places(reading, labels)),
        ("WHO IS MEANT", _actors(reading)),
    )
    for title, table in tables[:sections]:
        parts += [Text(title, style="bold"), table if table is not None else Text("  nothing found", style="dim"), ""]
    example = next(iter(reading.claims), None) or next(iter(reading.rows()), None)
    if example is not None:
        parts.append(Text(f"Why? `dateline why {example.id}` shows the sentence, the words and the rule.", style="dim"))
    return Group(*parts)


def _head(reading: Reading) -> Text:
    report = reading.report
    text = Text(report.headline or report.source, style="bold")
    said = report.published or "not dated"
    basis = f" ({report.published_basis})" if report.published_basis else ""
    text.append(
        f"\n{report.outlet or 'outlet not stated'} · published {said}{basis} · {report.source} · {report.id}", "dim"
    )
    ahead = in_future(reading)
    for flag in (*report.flags, *([ahead] if ahead else [])):
        text.append(f"\nnote: {flag}", "yellow")
    return text


def marked_text(reading: Reading, labels: Labels) -> Text:
    """The report's text; each row's words carry its label in brackets at their start."""
    rows = [(row, labels.of[row.id], style) for kind, _, style in LAYERS for row in getattr(reading, kind)]
    marks: dict[int, list[tuple[int, str, str]]] = {}
    for row, label, style in rows:
        marks.setdefault(row.start, []).append((row.end, label, style))
    source = reading.report.text
    text, moved = Text(), 0
    at: list[int] = []  # place in `text` of each code point of the source
    for i, letter in enumerate(source):
        for _, label, style in sorted(marks.get(i, ()), key=lambda m: (-m[0], m[1])):
            text.append(f"[{label}]", f"dim {style}")
            moved += len(label) + 2
        at.append(i + moved)
        text.append(letter)
    at.append(len(text))
    for row, _, style in rows:
        text.stylize(style, at[row.start], at[row.end - 1] + 1)
    for passage in reading.passages:
        if passage.part in DIMMED and passage.start < len(source):
            text.stylize("dim italic", at[passage.start], at[passage.end - 1] + 1)
    return text


def chain(claim: Claim) -> str:
    """ "the general ← Interfax ← The Courier": who said it first, then who passed it on."""
    said = join(claim.sources) or "nobody named"
    return " ← ".join([said, *(party_text(p) for p in claim.via)])


def party_text(party: Party) -> str:
    name = party.name or "somebody"
    code = f" ({party.code})" if party.code else ""
    behalf = f" for {party.on_behalf_of}" if party.on_behalf_of else ""
    return f"{name}{code}{behalf}{' [inferred]' if party.inferred else ''}"


def join(parties: Iterable[Party]) -> str:
    return " + ".join(party_text(p) for p in parties)


def _claims(reading: Reading, labels: Labels) -> RenderableType | None:
    """Claims as a tree: what is contained in a saying is indented under it."""
    inside: dict[str | None, list[Claim]] = {}
    known = {c.id for c in reading.claims}
    for claim in reading.claims:
        inside.setdefault(claim.parent if claim.parent in known else None, []).append(claim)
    lines: list[RenderableType] = []

    def put(claim: Claim, depth: int) -> None:
        lines.append(claim_lines(claim, label=labels.of[claim.id], depth=depth))
        for child in inside.get(claim.id, ()):
            put(child, depth + 1)

    for claim in inside.get(None, ()):
        put(claim, 0)
    return Group(*lines) if lines else None


def claim_lines(claim: Claim, report: str | None = None, *, label: str = "", depth: int = 0) -> RenderableType:
    """Who said it and passed it on, what was said, and the rest; `report` where it is not plain which one is meant."""
    cue = f" · {claim.cue.text}" if claim.cue else ""
    to = f" to {party_text(claim.addressee)}" if claim.addressee else ""
    said_on = f"said on {claim.said_on}" if claim.said_on else None
    quoted = "in quotation marks" if claim.quoted and claim.manner != "quote" else None
    facts = [claim.stance, claim.manner, quoted, said_on, report, claim.id]
    return _item(label, f"{chain(claim)}{cue}{to}", claim.text, facts, depth)


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", show_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold")
    return table


def _item(label: str, head: str, words: str, facts: Iterable[str | None], depth: int = 0) -> RenderableType:
    """Three lines: what it comes to, its words, and the rest in grey."""
    first = Table.grid(padding=(0, 2, 0, 0))
    first.add_column(width=4, justify="right", style="dim")
    first.add_column(style="bold")
    first.add_row(Text(label), Text(head))
    under = Group(Text(_one_line(words)), Text(" · ".join(fact for fact in facts if fact), "dim"))
    return Padding(Group(first, Padding(under, (0, 0, 0, 6))), (0, 0, 0, 4 * min(depth, 6)))


def event_text(e: Event) -> str:
    """ "CONSULT/visit · the envoy → Government of Syria (SYR:GOV)"."""
    kind = f"{e.type}/{e.mode}" if e.mode else e.type
    whom = f" → {join(e.recipients)}" if e.recipients else ""
    return f"{kind} · {join(e.initiators) or 'nobody named'}{whom}"


def _events(reading: Reading, labels: Labels) -> RenderableType | None:
    lines = []
    for e in reading.events:
        by = f" in {labels.of[e.claim]}" if e.claim and e.claim in labels.of else ""
        place = e.place.name if e.place else None
        facts = [f"{e.status}{by}", e.when, place, ", ".join(e.contexts), e.id]
        lines.append(_item(labels.of[e.id], event_text(e), e.text, facts))
    return Group(*lines) if lines else None


def _quantities(reading: Reading, labels: Labels) -> RenderableType | None:
    lines = []
    for q in reading.quantities:
        by = f"according to {join(q.attributed_to)}" if q.attributed_to else "according to the report"
        head = f"{value_text(q)} {q.unit or ''}".rstrip()
        about = q.about if q.about and q.about != q.unit else None
        facts = [about, by, q.when, q.place.name if q.place else None, q.id]
        lines.append(_item(labels.of[q.id], head, q.text, facts))
    return Group(*lines) if lines else None


def value_text(q: Quantity) -> str:
    """ "200 to 300", "up to 500", "about 40"."""
    low, high = (None if v is None else f"{v:,.2f}".rstrip("0").rstrip(".") for v in (q.low, q.high))
    if low is None:
        text = f"up to {high}"
    elif high is None:
        text = f"at least {low}"
    else:
        text = low if low == high else f"{low} to {high}"
    about = "about " if q.bound == "approximate" else ""
    return f"{about}{text}{' (change)' if q.change else ''}"


def _times(reading: Reading, labels: Labels) -> Table | None:
    if not reading.times:
        return None
    table = _table("", "words", "means", "kind", "basis", "note", "id")
    for t in reading.times:
        row = (labels.of[t.id], _one_line(t.text), t.value or "–", t.time_kind, t.basis or "–", t.clash or "", t.id)
        table.add_row(*(Text(cell) for cell in row))
    return table


def _places(reading: Reading, labels: Labels) -> Table | None:
    """One line a place, with all the marks where it is named."""
    if not reading.places:
        return None
    groups: dict[tuple[str | None, str], list[Place]] = {}
    for p in reading.places:
        groups.setdefault((p.name, _position(p)), []).append(p)
    table = _table("place", "country", "where", "named as", "marks")
    for (name, position), named in groups.items():
        words = "; ".join(dict.fromkeys(_one_line(p.text) for p in named))
        marks = " ".join(labels.of[p.id] for p in named)
        table.add_row(*map(Text, (name or "–", named[0].country or "–", position, words, marks)))
    return table


def _position(place: Place) -> str:
    if place.lat is None or place.lon is None:
        return "not located"
    near = f" ± {place.precision_m / 1000:,.0f} km" if place.precision_m else ""
    return f"{place.lat:.3f}, {place.lon:.3f}{near}"


def _actors(reading: Reading) -> Table | None:
    """One line an actor, with the words that mean it."""
    words: dict[tuple[str | None, str | None, str | None], dict[str, None]] = {}
    for m in reading.mentions:
        if m.name:
            words.setdefault((m.name, m.code, m.kind), {})[_one_line(m.text)] = None
    if not words:
        return None
    table = _table("actor", "code", "kind", "called")
    for (name, code, kind), called in words.items():
        table.add_row(*map(Text, (name or "–", code or "–", kind or "–", "; ".join(list(called)[:8]))))
    return table


def _one_line(words: str) -> str:
    return " ".join(words.split())
