"""Who said what, across the reports of a record: the claims that answer a question."""

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.ask.together import completed_row
from dateline.lexicon.phrases import fold
from dateline.records import Claim, Party, Report, Stance
from dateline.store.record import Record


@dataclass(frozen=True, slots=True)
class Asked:
    """What a claim must be to be shown; None asks nothing. Names and words match in any case and without accents."""

    source: str | None = None  # part of a name, or a code: "Kalin", "TUR:GOV", "TUR"
    via: str | None = None
    about: str | None = None  # words of the content
    stance: Stance | None = None


def claims(record: Record, asked: Asked) -> Iterator[tuple[Report, Claim]]:
    """The claims that fit, each with its report, by report and place in it, dated as joining dates them."""
    reports = {report.id: report for report in record.rows("reports")}
    for claim in record.rows("claims"):
        if _fits(claim, asked):
            yield completed_row(record, reports[claim.report]), completed_row(record, claim)


def _fits(claim: Claim, asked: Asked) -> bool:
    if asked.stance is not None and claim.stance != asked.stance:
        return False
    if asked.about is not None and not all(word in fold(claim.text) for word in fold(asked.about).split()):
        return False
    for wanted, parties in ((asked.source, claim.sources), (asked.via, claim.via)):
        if wanted is not None and not any(_is(party, wanted) for party in parties):
            return False
    return True


def _is(party: Party, wanted: str) -> bool:
    """A code fits from its beginning ("TUR" is any Turkish actor); a name anywhere in it."""
    code = party.code or ""
    return fold(wanted) in fold(party.name or "") or wanted in (code, code.split(":")[0])
