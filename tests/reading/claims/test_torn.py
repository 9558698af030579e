"""Quotations of one saying that lie far apart: one claim while most of the stretch is quoted, else several."""

import pytest

FAR = (
    "“We stay,” said the mayor, who had come to the square with the whole council and was met by hundreds of people "
    "with candles. “Nobody leaves tonight.”"
)
NEAR = "“We stay in this town whatever the army brings,” said the mayor of Brod. “Nobody leaves tonight.”"
RESUMED = "“The bridge,” the envoy said after a long morning at the ministry, “is open.”"
THREE = (
    "“The bridge is open again,” the envoy said. “Buses will cross it from tomorrow on.” He took off his glasses, "
    "looked at the river for a while, thanked the drivers who had waited there since Friday and shook hands with "
    "each of them.\n\n“That is all.”"
)

TOLD = [
    pytest.param(FAR, ["“We stay,”", "“Nobody leaves tonight.”"], id="more of the report's words between than quoted"),
    pytest.param(NEAR, [NEAR], id="most of the stretch is quoted"),
    pytest.param(RESUMED, ["“The bridge,”", "“is open.”"], id="inside one sentence"),
]


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_quotations_far_apart_are_told_by_themselves(reading_of, text, told):
    rows = [claim for claim in reading_of(text).claims if claim.quoted]
    assert [row.text for row in rows] == told
    assert len({tuple(party.name for party in row.sources) for row in rows}) == 1
    assert len({row.id for row in rows}) == len(rows) and not any(row.parent for row in rows)


def test_only_the_widest_gap_is_cut(reading_of):
    rows = [claim for claim in reading_of(THREE).claims if claim.quoted]
    assert rows[0].text.endswith("tomorrow on.”") and len(rows[0].parts) == 2
