"""Quotation marks of every kind, nested, open and unbalanced."""

import pytest

from dateline.reading.claims.quotes import Quotations
from tests.clock import outgrown

FOUND = [
    pytest.param("He said “go home” and left.", ["“go home”"], id="typographic"),
    pytest.param('He said "go home" and left.', ['"go home"'], id="straight"),
    pytest.param("He said «go home» and left.", ["«go home»"], id="guillemets"),
    pytest.param("He said „go home“ and left.", ["„go home“"], id="German"),
    pytest.param("He said »go home« and left.", ["»go home«"], id="German guillemets"),
    pytest.param("He said ''go home'' and left.", ["''go home''"], id="doubled apostrophes"),
    pytest.param(
        "He said “she said “go” to me” and left.", ["“she said “go” to me”"], id="nested alike: the outermost"
    ),
    pytest.param("He said “she said ‘go’ to me” and left.", ["“she said ‘go’ to me”"], id="nested single"),
    pytest.param("He said “go” and “stay” and left.", ["“go”", "“stay”"], id="two"),
    pytest.param("‘Go home,’ he said, and left.", ["‘Go home,’"], id="single"),
    pytest.param("‘It’s the soldiers’ road,’ he said.", ["‘It’s the soldiers’ road,’"], id="single, with apostrophes"),
    pytest.param("'Go home,' he said, and left.", ["'Go home,'"], id="single and straight"),
    pytest.param("The soldiers' camp and the farmers' road.", [], id="plural genitives open nothing"),
    pytest.param("He left in the ‘nineties and went home", [], id="a single mark that nothing closes"),
    pytest.param("It was 6' 2\" tall.", [], id="an inch mark opens nothing"),
    pytest.param("He left.” She stayed.", [], id="only a closing mark"),
    pytest.param("They shouted “ and left.", [], id="an opening mark in mid-sentence that nothing closes"),
    pytest.param("He said: “go home", ["“go home"], id="open to the end of its paragraph"),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_outermost_quotations(parse_of, text, expected):
    p = parse_of(text)
    assert [text[p.start[q.first] : p.end[q.last]] for q in Quotations(p).all] == expected


def test_an_open_quotation_goes_on_where_the_next_paragraph_opens_again(parse_of):
    quotations = Quotations(parse_of("“One day we left.\n\n“Then we came back.”")).all
    assert [(q.closed, q.goes_on) for q in quotations] == [(False, True), (True, False)]


def test_what_is_taken_up_again_behind_its_speaker_goes_on_too(parse_of):
    text = '"The ferry is full," said the harbour master. "Whoever is late must wait for the night.\n"We sail at ten."'
    quotations = Quotations(parse_of(text)).all
    assert [(q.closed, q.goes_on) for q in quotations] == [(True, False), (False, True), (True, False)]


def test_a_mark_within_a_paragraph_that_nothing_takes_up_opens_nothing(parse_of):
    text = 'The ferry is full. "Whoever is late must wait.\nWe sail at ten, the harbour master said.'
    assert Quotations(parse_of(text)).all == ()


def test_a_mark_that_was_forgotten_does_not_take_the_next_speaker_along(parse_of):
    text = (
        '"The ferry is full," said the harbour master. "Whoever is late must wait for the night.\n'
        '"We sail at ten," added the captain.'
    )
    assert not any(q.goes_on for q in Quotations(parse_of(text)).all)


def test_no_quotation_goes_on_beyond_a_wall(parse_of):
    text = "“One day we left.\n\n“Then we came back.”"
    quotations = Quotations(parse_of(text), walls=(text.index("“Then"),)).all
    assert [q.goes_on for q in quotations] == [False, False]


def test_linear_in_the_number_of_quotations(parse_of):
    """A paragraph of one-word quotes ten times as long takes about ten times as long."""
    short, long = (parse_of("“so” and " * n + "nothing.") for n in (300, 3000))

    assert outgrown(lambda: Quotations(short).all, lambda: Quotations(long).all, most=20) == ""
