"""Places: which names are one, and which one."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.language.parse import Parse
from dateline.lexicon import countries, gazetteer, place_words
from dateline.lexicon.load import table
from dateline.reading.places import places
from dateline.records import Place
from tests.conftest import make_report

WORDS = gazetteer.load(), countries.load(), place_words.load()


@pytest.fixture(scope="session")
def places_of(parse_of: Callable[..., Parse]) -> Callable[..., tuple[Place, ...]]:
    def read(text: str, **known: object) -> tuple[Place, ...]:
        report = make_report(text, **known)
        return places(report, parse_of(text), *WORDS)

    return read


Read = Callable[..., tuple[Place, ...]]


@pytest.mark.parametrize(
    "text, texts",
    [
        pytest.param("Shells fell on the Syrian army near Hama.", ["Hama"], id="a demonym is no place"),
        pytest.param("Fighting went on in eastern Aleppo.", ["eastern Aleppo"], id="part of a town"),
        pytest.param("Buses reached rebel-held Idlib.", ["rebel-held Idlib"], id="held by"),
        pytest.param("Troops entered Idlib province.", ["Idlib province"], id="division"),
        pytest.param("A blast was heard in al-Hamdaniyah.", ["al-Hamdaniyah"], id="article with hyphen"),
        pytest.param("The convoy left Foua and Kefraya.", ["Foua", "Kefraya"], id="coordination"),
        pytest.param("It crossed from Bosnia and Herzegovina.", ["Bosnia and Herzegovina"], id="and inside a name"),
        pytest.param("The ship lay off Port-au-Prince.", ["Port-au-Prince"], id="hyphens inside a name"),
        pytest.param("The convoy reached Idlib Tuesday.", ["Idlib"], id="weekday behind it"),
        pytest.param("George Washington slept here.", [], id="person"),
        pytest.param("Michael Houston denied it. Houston said he was ill.", [], id="surname again"),
        pytest.param("The Washington Post reported it.", [], id="newspaper"),
        pytest.param("He teaches at the Moscow State Institute.", [], id="institute"),
        pytest.param("The singer Paris Hilton smiled.", [], id="two towns are a person"),
        pytest.param("Hurriyet reported the deal.", [], id="newspaper that is a town"),
        pytest.param("Patients with HIV were moved.", [], id="acronym that is a town"),
        pytest.param("Moscow denied the report.", [], id="capital that acts"),
        pytest.param("The talks were held in Moscow.", ["Moscow"], id="capital where things happen"),
        pytest.param("ANKARA (Newsdesk) - The lira fell.", ["ANKARA"], id="dateline"),
        pytest.param("In March the talks began.", [], id="month"),
        pytest.param("The White House denied it.", [], id="building that acts"),
        pytest.param("They met at the White House.", ["White House"], id="building where things happen"),
        pytest.param(
            "Ships left Côte d’Ivoire for Dar es Salaam.", ["Côte d’Ivoire", "Dar es Salaam"], id="small words"
        ),
        pytest.param("The Islamic State of Iraq and the Levant lied.", [], id="places in an organisation's name"),
        pytest.param(
            "The wounded reached the Mediterranean island of Cyprus.", ["Mediterranean", "Cyprus"], id="island of"
        ),
        pytest.param("He graduated from the University of Ohio.", [], id="university of"),
        pytest.param("Ohio Governor Ann Smith spoke.", ["Ohio"], id="official of a place"),
        pytest.param("The ambassador to Turkey John Harrow left.", ["Turkey"], id="office, place, name"),
        pytest.param("The minister for the Middle East Tobias Harrow left.", ["Middle East"], id="the same, a region"),
        pytest.param("The president of Ohio State University left.", [], id="office of a university"),
        pytest.param("Israel Katz, the minister, spoke.", [], id="first name that is a country"),
        pytest.param("On the same day Chad Miller met a certain Georgia Brown.", [], id="two of them"),
        pytest.param("The Jerusalem Post quoted the Kyiv Independent.", [], id="two newspapers"),
        pytest.param("In May the rains came, and August was hot.", [], id="months"),
        pytest.param("He lives in Nice.", ["Nice"], id="a common word that is a large town, behind in"),
        pytest.param("They believe in Hope.", [], id="a common word that is a small town"),
        pytest.param("They praised UK-France co-operation.", [], id="two countries joined are an adjective"),
        pytest.param("He joined the Organization for Security and Co-operation in Europe.", [], id="in a name"),
        pytest.param("Rockets hit the Karrada district of Baghdad.", ["Karrada district", "Baghdad"], id="district of"),
        pytest.param("Berlin-based experts spoke.", ["Berlin"], id="based"),
        pytest.param("The Geneva Conventions apply.", [], id="treaty"),
        pytest.param("Nothing is named here.", [], id="nothing"),
    ],
)
def test_which_names(places_of: Read, text: str, texts: list[str]) -> None:
    assert [place.text for place in places_of(text)] == texts


@pytest.mark.parametrize(
    "text, name, country, admin1",
    [
        pytest.param("He was born in Paris, Texas.", "Paris", "USA", "Texas", id="what stands behind the comma"),
        pytest.param("He was born in Paris.", "Paris", "FRA", None, id="population as the last resort"),
        pytest.param(
            "Hail fell in the Azerbaijani town of Barda.", "Barda", "AZE", None, id="an adjective taken for a name"
        ),
        pytest.param("The Lebanese city of Tripoli was quiet.", "Tripoli", "LBN", None, id="adjective of the country"),
        pytest.param("Militias in Libya left Tripoli.", "Tripoli", "LBY", None, id="country named"),
        pytest.param(
            "Tbilisi fell silent as Georgia mourned in Gori.", "Georgia", "GEO", None, id="country by its towns"
        ),
        pytest.param(
            "Voters in Atlanta and Savannah, Georgia, queued.", "Georgia", "USA", "Georgia", id="state by its towns"
        ),
        pytest.param("They fled from Sana’a.", "Sanaa", "YEM", None, id="typographic apostrophe"),
        pytest.param("Soldiers closed the Lachin corridor.", "Lachin corridor", "AZE", None, id="more than the town"),
        pytest.param(
            "Rockets hit the Karrada district of Baghdad.", "Baghdad", "IRQ", "Baghdad Governorate", id="town"
        ),
        pytest.param(
            "Shells hit the districts of Aleppo.", "Aleppo", "SYR", "Aleppo Governorate", id="parts of a town"
        ),
        pytest.param("Guards left Saydnaya prison.", "Saydnaya prison", "SYR", None, id="prison, not its town"),
        pytest.param("They waited at the Rafah crossing.", "Rafah crossing", "PSE", None, id="crossing, not its town"),
        pytest.param("Rebels near Khan Shaykhun fled.", "Khan Sheikhoun", "SYR", None, id="another spelling"),
    ],
)
def test_which_one(places_of: Read, text: str, name: str, country: str, admin1: str | None) -> None:
    found = {place.name: place for place in places_of(text)}
    assert name in found, found
    assert found[name].country == country and (admin1 is None or found[name].admin1 == admin1)


def test_one_name_has_one_meaning_in_a_report(places_of: Read) -> None:
    found = places_of("A fire broke out in Athens, Georgia. Firefighters from Athens came late. Athens is quiet again.")
    assert {(p.country, p.admin1) for p in found if p.text == "Athens"} == {("USA", "Georgia")}


def test_a_town_and_its_division(places_of: Read) -> None:
    found = places_of("Shells hit Kharkiv and villages in the Kharkiv region.")
    assert [(p.text, p.feature) for p in found] == [("Kharkiv", "PPL"), ("Kharkiv region", "ADM1")]


def test_districts_of_a_town_and_towns_by_name(places_of: Read) -> None:
    found = places_of("Shells hit the eastern districts of Idlib and the towns of Saraqib and Binnish.")
    assert [(p.text, p.feature) for p in found] == [("Idlib", "PPL"), ("Saraqib", "PPL"), ("Binnish", "PPL")]


def test_precision_grows_with_the_kind_of_place(places_of: Read) -> None:
    found = {
        p.text: p.precision_m or 0 for p in places_of("He went from Foua to Aleppo, to Idlib province and to Turkey.")
    }
    assert found["Foua"] < found["Aleppo"] < found["Idlib province"] < found["Turkey"]


def test_the_outlets_country_helps(places_of: Read) -> None:
    text = "A man was arrested in Richmond."
    assert [p.country for p in places_of(text, url="https://news.example.co.uk/1")] == ["GBR"]
    assert [p.country for p in places_of(text)] == ["USA"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("They fled from " + "Xan" * 100 + " on Monday.", id="a name of 300 letters"),
        pytest.param("They fled from حلب on Monday.", id="right to left"),
        pytest.param("They fled from Xan\u202eadu\u202c on Monday.", id="marks of direction"),
        pytest.param("They fled from NO, ON, IN and OR on Monday.", id="code words"),
    ],
)
def test_odd_names_are_never_guessed(places_of: Read, text: str) -> None:
    assert all(place.lat is None and place.country is None for place in places_of(text))


CASES = [
    pytest.param(sentence, key == "matches", id=f"{name}: {sentence}")
    for name, group in table("place_words").items()
    for key in ("matches", "rejects")
    for sentence in group[key]
]


@pytest.mark.parametrize("sentence, expected", CASES)
def test_proofs_of_the_words(places_of: Read, sentence: str, expected: bool) -> None:
    assert bool(places_of(sentence)) == expected


@given(st.text(alphabet="Aleppo Syria,.-'’()\nIdlib of the in U.S.", max_size=80))
@settings(max_examples=25, deadline=None)
def test_spans_hold_for_any_text(parse_of: Callable[..., Parse], text: str) -> None:
    report, parse = make_report(text), parse_of(text)
    arguments = WORDS
    found = places(report, parse, *arguments)
    assert all(text[p.start : p.end] == p.text and p.text for p in found)
    assert len({p.id for p in found}) == len(found)
    assert found == tuple(sorted(found, key=lambda p: (p.start, p.end))) == places(report, parse, *arguments)
