"""A day that somebody writes into the search box in words."""

import pytest
from starlette.testclient import TestClient

from dateline.web.day_meant import as_query, day_meant

TOLD = ("2016-12-10", "2016-12-22", "2017-01-04")


@pytest.mark.parametrize(
    "asked, query",
    [
        pytest.param("aleppo 9 december", "aleppo after:2016-12-09 before:2016-12-10", id="day and month"),
        pytest.param("aleppo on 9 Dec", "aleppo after:2016-12-09 before:2016-12-10", id="the word on belongs to it"),
        pytest.param("December 9th, 2015 talks", "talks after:2015-12-09 before:2015-12-10", id="its own year"),
        pytest.param("31 December", "after:2016-12-31 before:2017-01-01", id="the year that is nearest to reports"),
        pytest.param("2 january", "after:2017-01-02 before:2017-01-03", id="nearest in another year"),
        pytest.param("said-by:Kalin the 1st of May 2016", 'said-by:Kalin the after:2016-05-01 before:2016-05-02',
                     id="with another condition"),
        pytest.param("convoy 2016-12-09", "convoy after:2016-12-09 before:2016-12-10", id="ISO"),
        pytest.param("after:2016-12-09", None, id="a condition already"),
        pytest.param("31 february 2016", None, id="no such day"),
        pytest.param("93 percent", None, id="a number"),
        pytest.param("may 250 people", None, id="the verb may"),
        pytest.param('"talks of 9 december"', '"talks of" after:2016-12-09 before:2016-12-10', id="in a phrase"),
        pytest.param("9 december 99999", "99999 after:2016-12-09 before:2016-12-10", id="a number behind"),
        pytest.param("9 december 0000", None, id="the year nought"),
        pytest.param("9 dec " + "a" * 300, None, id="too long to be a question"),
    ],
)  # fmt: skip
def test_a_day_in_words(asked: str, query: str | None) -> None:
    meant = day_meant(asked, TOLD)
    assert (str(as_query(meant)) if meant else None) == query


def test_the_day_is_offered_and_finds_rows(client: TestClient) -> None:
    page = client.get("/?q=aleppo+9+december&kind=events").text
    link = page.partition('class="note meant"')[2].partition('href="')[2].partition('"')[0].replace("&amp;", "&")
    assert "Fri 9 Dec 2016" in page and "kind=events" in link
    found = client.get(link.replace("/?", "/search.json?")).json()
    assert found["query"] == "aleppo after:2016-12-09 before:2016-12-10" and found["counts"]["events"] > 0
    assert 'class="note meant"' not in client.get("/?q=aleppo+2012").text


def test_who_begins_is_shown_the_stories(client: TestClient) -> None:
    page = client.get("/").text
    story = client.get("/stories.json").json()["stories"][0]
    assert f'href="/stories/{story["id"]}"' in page.partition('class="begin"')[2].partition("</section>")[0]
    assert 'class="begin"' not in client.get("/?q=aleppo").text
