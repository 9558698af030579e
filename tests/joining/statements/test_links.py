"""Links and disputes: what must hold for any set of statements, and for bad ones."""

import random
from collections.abc import Callable

import pytest

from dateline.ids import make_id
from dateline.joining.statements import (
    Judgement,
    Statement,
    disputes,
    explain,
    keys,
    links,
    links_between,
    relation,
    statements,
)
from dateline.lexicon import matters, scopes
from dateline.records import Reading

Read = Callable[..., Reading]
REPORTS = (
    (
        "2019-05-06",
        "Levant Wire",
        "The truce in Tripoli collapsed on Monday. Nine people were killed in Tripoli on Monday, doctors said.",
    ),
    (
        "2019-05-06",
        "Dunmore Herald",
        "The army said 31 people were killed in Tripoli on Monday. Rebels said the army had broken the truce.",
    ),
    ("2019-05-06", "Calder Evening Post", "The army said the rebels had broken the truce. The rebels denied this."),
    (
        "2019-05-09",
        "Levant Wire",
        "The truce in Tripoli was restored on Thursday. The army controls 40 percent of Tripoli, a general said.",
    ),
    (
        "2019-05-20",
        "Levant Wire",
        "The army captured all of Tripoli on Monday. The army denied that it had killed civilians in Tripoli.",
    ),
)


@pytest.fixture(scope="module")
def told(reading_of: Read) -> tuple[Statement, ...]:
    """The statements of five invented reports."""
    made: list[Statement] = []
    for day, outlet, text in REPORTS:
        made += statements(reading_of(text, published=day, outlet=outlet), matters.load(), scopes.load())
    return tuple(made)


def test_order_does_not_matter(told: tuple[Statement, ...]) -> None:
    expected = links(told)
    assert expected
    for seed in range(5):
        shuffled = list(told)
        random.Random(seed).shuffle(shuffled)
        assert links(shuffled) == expected
        assert disputes(shuffled, expected, matters.load()) == disputes(told, expected[::-1], matters.load())


def test_one_by_one_is_all_at_once(told: tuple[Statement, ...]) -> None:
    """What a new report links is what the whole links, as long as no block is full."""
    reports = sorted({one.report for one in told})
    for report in reports:
        new = [one for one in told if one.report == report]
        wanted = {key for one in new for key in keys(one)}
        old = [one for one in told if one.report != report and wanted & set(keys(one))]
        touching = {x for x in links(told) if {x.a, x.b} & {one.id for one in new}}
        assert {x for x in links_between(new, old) if x.relation not in ("updates", "develops")} == {
            x for x in touching if x.relation not in ("updates", "develops")
        }


def test_links_are_what_they_say(told: tuple[Statement, ...]) -> None:
    by_id = {one.id: one for one in told}
    for link in links(told):
        assert link.id == make_id("links", link.a, link.b, link.relation)
        assert link.a != link.b and {link.a, link.b} <= set(by_id)
        assert link.confidence is not None and 0 < link.confidence < 1
        assert link.reason and not link.reason.endswith(".")
        if link.relation not in ("denies", "updates", "develops"):
            assert link.a < link.b


def test_the_order_of_two_does_not_matter(told: tuple[Statement, ...]) -> None:
    for one in told:
        for other in told:
            assert relation(one, other) == relation(other, one)


def test_every_linked_pair_shares_a_block(told: tuple[Statement, ...]) -> None:
    for one in told:
        for other in told:
            found = relation(one, other)
            if found is not None:
                assert set(keys(one)) & set(keys(other)), (one.text, other.text, found.relation)


def test_a_link_is_explained(told: tuple[Statement, ...]) -> None:
    by_id = {one.id: one for one in told}
    lines = [line for link in links(told) for line in explain(link, by_id)]
    assert any(line.startswith("place: both speak of Tripoli") for line in lines)
    assert explain(links(told)[0], {}) == []


def test_disputes_ask_a_question(told: tuple[Statement, ...]) -> None:
    found = disputes(told, links(told), matters.load())
    questions = {one.question for one in found}
    assert "How many people were killed in Tripoli (2019-05-06)?" in questions
    assert any(question.startswith("Who broke the truce") for question in questions)
    by_id = {one.id: one for one in told}
    for one in found:
        assert len(one.rows) >= 2 and len(set(one.rows)) == len(one.rows)
        assert one.relation in ("contradicts", "denies") and all(row in by_id for row in one.rows)


def test_a_dispute_without_its_statements_is_none(told: tuple[Statement, ...]) -> None:
    assert disputes((), links(told), matters.load()) == ()


def test_copies_take_linear_work(told: tuple[Statement, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """Every copy of a report repeats its statements under ids of its own; each is compared with its neighbours only."""
    compared = 0

    def counting(a: Statement, b: Statement) -> Judgement | None:
        nonlocal compared
        compared += 1
        return relation(a, b)

    monkeypatch.setattr("dateline.joining.statements.link.relation", counting)

    def work(n: int) -> int:
        nonlocal compared
        compared = 0
        copies = [
            one._replace(id=f"{one.id}{i}", report=f"{one.report}{i}", carrier=one.carrier and f"{one.carrier}{i}")
            for i in range(n)
            for one in told[:6]
        ]
        assert len(links(copies)) <= compared * 2
        return compared

    assert work(200) < 2.2 * work(100)


def test_what_is_not_told_is_no_link(told: tuple[Statement, ...]) -> None:
    """Statements without speaker, day and place are compared without a crash and contradict nobody."""

    def bare(one: Statement) -> Statement:
        nobody = one.told._replace(speakers=(), principals=(), via=(), names=(), known=False)
        nowhere = one._replace(id=f"{one.id}x", report="rep-x", spots=(), guessed=True, words=(), deeds=())
        return nowhere._replace(told=nobody, when=(None, None), said=(None, None))

    touching = [x for x in links([*told, *map(bare, told)]) if x.a.endswith("x") or x.b.endswith("x")]
    assert not [x for x in touching if x.relation in ("contradicts", "corroborates", "same_claim", "updates")]


def test_a_circle_of_retellings_ends(reading_of: Read) -> None:
    """A quotes B, B quotes C, C quotes A: one chain, so nobody corroborates anybody."""
    outlets = ("Levant Wire", "Dunmore Herald", "Calder Evening Post")
    made: list[Statement] = []
    for i, outlet in enumerate(outlets):
        text = f"Soldiers captured Gharyan on Thursday, {outlets[(i + 1) % 3]} reported."
        made += statements(reading_of(text, published="2019-06-28", outlet=outlet), matters.load(), scopes.load())
    assert all(x.relation in ("same_claim", "corroborates") for x in links(made))


def test_an_empty_report_says_nothing(reading_of: Read) -> None:
    assert statements(reading_of("Nothing."), matters.load(), scopes.load()) == ()
    assert links(()) == () and links_between((), ()) == ()


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        pytest.param(
            ("2019-05-06", "OSLO - More than 280 people have been killed since April, the United Nations said."),
            ("2019-05-18", "BERN - More than 290 people have been killed since April, the United Nations said."),
            "updates", id="one who counts on, told from other towns",
        ),
        pytest.param(
            ("2019-05-06", "Nine people were killed in Sirte on 5 May."),
            ("2019-05-13", "Nine people were killed in Sirte on 5 May, and at least 12 more six days later."),
            None, id="what comes on top is no newer count",
        ),
        pytest.param(
            ("2019-05-06", "At least 60,000 people were killed in Libya since January 2016, a research group said."),
            ("2019-05-06", "Eleven people were killed in Sirte on Sunday, the health ministry said."),
            None, id="a toll of years and one of a day",
        ),
        pytest.param(
            ("2019-05-06", "Rockets hit Sirte on Sunday. A nurse told us that six workers had been hurt."),
            ("2019-05-07", "Rockets hit Sirte on Sunday, and the mayor said that eight people had been hurt."),
            "contradicts", id="where and when is told with the attack",
        ),
        pytest.param(
            ("2019-05-06", "Rockets hit Sirte on Sunday. A nurse told us that six workers had been hurt."),
            ("2019-05-07", "Rockets hit Misrata on Sunday, and the mayor said that eight people had been hurt."),
            None, id="two attacks of one day",
        ),
        pytest.param(
            ("2019-05-06", "Seven people were killed in Sirte on Sunday, a clinic said."),
            ("2019-05-13", "The mayor said nine people had been killed in Sirte, and not seven."),
            "contradicts", id="a number in the place of another's",
        ),
        pytest.param(
            ("2019-05-06", "Seven people were killed in Sirte on Sunday, a clinic said."),
            ("2019-05-13", "The United Nations confirmed nine deaths in Sirte. It had earlier spoken of seven."),
            "updates", id="a number in the place of an earlier one",
        ),
        pytest.param(
            ("2019-05-06", "A bomb killed seven people in Sirte on Sunday, the police said."),
            ("2019-05-07", "A boy died in a clinic, bringing to eight the number of people killed by the bomb in Sirte "
             "on Sunday, doctors said."),
            "updates", id="the newest count of a day",
        ),
        pytest.param(
            ("2019-05-06", "The Libyan army said that 40 soldiers had been captured in Sirte."),
            ("2019-05-08", "A rebel spokesman said that 200 soldiers had surrendered in Sirte."),
            "contradicts", id="prisoners, as each side counts them",
        ),
    ],
)  # fmt: skip
def test_counts_of_two_reports(
    reading_of: Read, first: tuple[str, str], second: tuple[str, str], found: str | None
) -> None:
    told: list[Statement] = []
    for k, (day, text) in enumerate((first, second)):
        told += statements(reading_of(text, id=f"rep-{k}", published=day), matters.load(), scopes.load())
    counts = {one.id for one in told if one.kind == "quantities"}
    made = {link.relation for link in links(told) if {link.a, link.b} <= counts} - {"corroborates"}
    assert made == ({found} if found else set())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "Shells fell on Jufra, the mayor said. Rebel commander Omar Said denied that his men had fired them.",
            {"denies"}, id="what was told is called them",
        ),
        pytest.param(
            "The mayor of Jufra says it was the rebels. Omar Said, a rebel commander, says his men were nowhere near.",
            {"denies"}, id="they disown it",
        ),
        pytest.param(
            "The mayor praised the attack on Jufra. No group admitted that it did it.",
            set(), id="nobody denies nothing",
        ),
        pytest.param(
            "Armenian officials said that Azerbaijani forces had shelled Hadrut. Azerbaijan's defence ministry said it "
            "was Armenia that had fired first.", {"contradicts"}, id="each says that it was the other",
        ),
        pytest.param(
            "Armenian officials said that Azerbaijani forces had shelled Hadrut. Azerbaijan's defence ministry said it "
            "was clear that Armenia wanted talks.", set(), id="what is clear accuses nobody",
        ),
    ],
)  # fmt: skip
def test_answers(reading_of: Read, text: str, found: set[str]) -> None:
    told = statements(reading_of(text, published="2020-10-09"), matters.load(), scopes.load())
    assert {link.relation for link in links(told)} == found


def test_an_attack_by_nobody_is_denied_by_those_who_say_so(reading_of: Read) -> None:
    """Of the same place, right after it; what is said of another place denies nothing."""
    for place, found in (("Jufra", {"denies"}), ("Sirte", set())):
        text = (
            f"Shells fell on Jufra on Wednesday. Army spokesman Salem Derbi said his forces had not fired on {place}."
        )
        told = statements(reading_of(text, published="2019-05-09"), matters.load(), scopes.load())
        assert {link.relation for link in links(told)} & {"denies"} == found, place


def test_the_accusation_is_denied_and_not_what_it_is_called(reading_of: Read) -> None:
    text = (
        "The rebels accused the army of shelling the market, calling it a “cold crime”. The army rejected the "
        "accusation."
    )
    told = statements(reading_of(text, published="2020-10-09"), matters.load(), scopes.load())
    words = {one.id: one.text for one in told}
    [denial] = [link for link in links(told) if link.relation == "denies"]
    assert any("shelling the market" in words[row] for row in (denial.a, denial.b))
