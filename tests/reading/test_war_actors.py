"""Who is meant in reports from wars: sides, speakers' sides, letters that several bear, armies of persons."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from dateline.records import Mention
from tests.tables import beside

CASES: dict[str, list[dict[str, Any]]] = beside(__file__, "war_actors.yaml")
Who = frozenset[tuple[str, ...]]


def marked(text: str) -> tuple[str, list[tuple[int, int, Who]]]:
    """The text without its marks; start, end and the (name, code) of each; nobody for "?"."""
    plain: str = ""
    spans: list[tuple[int, int, Who]] = []
    for before, said, words in re.findall(r"([^\[]*)(?:\[([^|\]]+)\|([^\]]+)\])?", text):
        plain += before
        if words:
            parts = [] if said == "?" else said.split(" + ")
            who = frozenset(tuple(map(str.strip, part.split(";"))) for part in parts)
            spans.append((len(plain), len(plain) + len(words), who))
            plain += words
    return plain, spans


def found_at(rows: tuple[Mention, ...], text: str, start: int, end: int) -> list[tuple[str | None, str | None]]:
    """(name, code) of the resolved mentions that end where the words end, and begin in them or just before."""
    here = [m for m in rows if m.end == end and (m.start >= start or len(text[m.start : start].split()) < 2)]
    return [(m.name, m.code) for m in here or [m for m in rows if m.start >= start and m.end <= end] if m.actor]


def test_no_report_is_lost() -> None:
    assert {half: len(cases) for half, cases in CASES.items()} == {"tuned": 14, "held": 10}


@pytest.mark.parametrize("half, names, codes", [("tuned", 0.97, 0.97), ("held", 0.86, 0.87)])
def test_names_and_codes(
    mentions_of: Callable[..., tuple[Mention, ...]], half: str, names: float, codes: float
) -> None:  # fmt: skip
    """The shares of marked words with the right names and codes; words that mean nobody must stay open."""
    right_names = right_codes = every = 0
    for case in CASES[half]:
        text, spans = marked(case["text"])
        rows = mentions_of(text, published=str(case["day"]))
        for start, end, who in spans:
            got = found_at(rows, text, start, end)
            every += 1
            right_names += {name for name, _ in who} <= {name for name, _ in got} if who else not got
            right_codes += {code for _, code in who} <= {code for _, code in got} if who else not got
    assert right_names / every >= names, (right_names, every)
    assert right_codes / every >= codes, (right_codes, every)


SUDAN = "Sudan's army fought in Khartoum on Monday. "


@pytest.mark.parametrize(
    "text, words, name",
    [
        pytest.param(
            "The Red Star Front (RSF) met. RSF left.", "RSF", "Red Star Front", id="letters of a new body in brackets"
        ),
        pytest.param(
            "The Red Star Front met in Lima. The RSF left.", "RSF", "Red Star Front", id="letters without brackets"
        ),
        pytest.param(SUDAN + "The RSF shelled a market.", "RSF", "Rapid Support Forces", id="the bearer of the land"),
        pytest.param(
            "In Paris, RSF counted ten dead journalists.", "RSF", "Reporters Without Borders", id="what it is about"
        ),
        pytest.param(
            SUDAN + "RSF counted ten dead journalists.", "RSF", None, id="the land and the matter speak for two"
        ),
        pytest.param("Toyo AA reported a loss in Osaka.", "AA", None, id="no bearer fits"),
        pytest.param(
            SUDAN + "“We are tired,” he said. The UN met.", "We", None, id="we is nobody when nobody known speaks"
        ),
        pytest.param(
            "Hamas met Fatah in Cairo. “We agreed,” said Omar Zaki, a spokesman for Hamas.", "We", "Hamas",
            id="we is whom the speaker speaks for",
        ),
        pytest.param(
            "France warned Hamas. “We will act,” the Kenyan army said.", "We", "Kenyan military", id="we is the speaker"
        ),
        pytest.param("Haftar's army shelled Tripoli.", "Haftar's army", "Libyan National Army", id="army of a person"),
        pytest.param("Assad's army shelled Idlib.", "Assad's army", "Syrian army", id="army of who rules"),
        pytest.param("Hamas fighters fled.", "Hamas fighters", "Hamas", id="fighters are their group"),
        pytest.param("Fighters of Hamas fled.", "Fighters", "Hamas", id="fighters of a group"),
        pytest.param("Warplanes hit a school in Kenya.", "Warplanes", None, id="warplanes of nobody"),
        pytest.param(
            "Hamas and the Israeli army, and Hezbollah, fired. Both sides lied.", "Both sides", None,
            id="three who fight are not two sides",
        ),
        pytest.param(
            "Hamas fought the Israeli army. The army said the other side had fled.", "the other side", "Hamas",
            id="the other side is not the one that speaks",
        ),
        pytest.param(
            "Hamas fought the Israeli army. Hamas blamed its enemy.", "its enemy", "Israeli military", id="its enemy"
        ),
    ],
)  # fmt: skip
def test_one_class(mentions_of: Callable[..., tuple[Mention, ...]], text: str, words: str, name: str | None) -> None:
    rows = mentions_of(text, published="2019-10-01")
    last = text.rindex(words)
    found = [m.name for m in rows if m.end == last + len(words) and m.start >= last and m.actor]
    assert (name in found) if name else not found, [(m.text, m.name) for m in rows]


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        pytest.param(
            "KHARTOUM - South Sudanese President Salva Kiir and rebel leader Riek Machar signed a truce. "
            "South Sudanese rebels hold Wau and Juba. Army helicopters attacked Malakal on Monday, the rebels said.",
            "Army helicopters", "SSD:MIL", id="talks are held next door",
        ),
        pytest.param(
            "Kiir flew from Entebbe to Juba. The rebels said the army had attacked Mboro. Machar wants new talks.",
            "the army", "SSD:MIL", id="the land of those who are named",
        ),
    ],
)  # fmt: skip
def test_whose_war_it_is(mentions_of: Callable[..., Any], text: str, words: str, code: str) -> None:
    start = text.index(words)
    assert [row.code for row in mentions_of(text, published="2018-06-27") if row.end == start + len(words)] == [code]
