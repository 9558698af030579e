"""Who is named or described, and with which code, before anything else in the report is asked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.lexicon import countries
from tests.tables import beside


def table_of(name):
    return beside(__file__, f"{name}.yaml")


@pytest.mark.parametrize(
    "sentence, text, code",
    [
        pytest.param(
            "The Turkish deputy prime minister left early.",
            "The Turkish deputy prime minister",
            "TUR:GOV",
            id="no list of names needed",
        ),
        pytest.param(
            "Kenya’s foreign minister called.", "Kenya’s foreign minister", "KEN:GOV", id="possessor, curly apostrophe"
        ),
        pytest.param("The Chadian FM called.", "The Chadian FM", "TCD:GOV", id="abbreviated office"),
        pytest.param(
            "Russian warplanes hit the depot.", "Russian warplanes", "RUS:MIL", id="weapons act for their owner"
        ),
        pytest.param("A Russian warplane was lost.", "A Russian warplane", "RUS:MIL", id="one weapon"),
        pytest.param("Syrian rebels took the hill.", "Syrian rebels", "SYR:REB", id="rebels"),
        pytest.param(
            "Syrian opposition fighters took the hill.",
            "Syrian opposition fighters",
            "SYR:REB",
            id="an armed opposition is rebels",
        ),
        pytest.param(
            "The Syrian opposition leader stayed away.",
            "The Syrian opposition leader",
            "SYR:OPP",
            id="an unarmed one is not",
        ),
        pytest.param(
            "The Obama administration hesitated.",
            "The Obama administration",
            "USA:GOV",
            id="government named by its head",
        ),
        pytest.param("Assad troops shelled the road.", "Assad troops", "SYR:MIL", id="troops named by their head"),
        pytest.param(
            "Syrian pro-government soldiers dug in.", "Syrian pro-government soldiers", "SYR:MIL", id="loyal soldiers"
        ),
        pytest.param("Israel's army advanced.", "Israel's army", "ISR:MIL", id="army of a possessor"),
        pytest.param(
            "Palestinian militants fired rockets.", "Palestinian militants", "PSE:REB", id="a people without a state"
        ),
        pytest.param(
            "The Russian-backed Syrian army advanced.",
            "The Russian-backed Syrian army",
            "SYR:MIL",
            id="backers are not owners",
        ),
        pytest.param("A rebel commander spoke to Libyan reporters.", "Libyan reporters", "LBY:MED", id="press"),
        pytest.param(
            "A spokesman for the Kenyan army denied it.", "A spokesman", "KEN:MIL", id="he speaks for somebody"
        ),
        pytest.param("The president of Zambia resigned.", "The president", "ZMB:GOV", id="of-complement"),
        pytest.param("Police in Benin fired shots.", "Police", "BEN:COP", id="place after the noun"),
        pytest.param("A militia based in Chad crossed over.", "A militia", "TCD:UAF", id="based in"),
        pytest.param(
            "The former French president arrived.", "The former French president", "FRA:ELI", id="out of office"
        ),
        pytest.param("The UN envoy flew to Geneva.", "The UN envoy", "IGO:UNO", id="a body as modifier"),
        pytest.param("CIA officials said nothing.", "CIA officials", "USA:SPY", id="officials of a service"),
        pytest.param("Tehran rejected the offer.", "Tehran", "IRN:GOV", id="capital that acts"),
        pytest.param("The Kremlin rejected the offer.", "Kremlin", "RUS:GOV", id="palace that acts"),
        pytest.param("Iran rejected the offer.", "Iran", "IRN:GOV", id="country that acts"),
        pytest.param("The Iranians rejected the offer.", "The Iranians", "IRN:CVL", id="a people"),
    ],
)
def test_code(mentions_of, sentence, text, code):
    found = {m.text: m.code for m in mentions_of(sentence)}
    assert found.get(text) == code, found


@pytest.mark.parametrize(
    "sentence, text, name, kind",
    [
        pytest.param(
            "Turkish Foreign Minister (FM) Mevlut Cavusoglu spoke.",
            "Turkish Foreign Minister (FM) Mevlut Cavusoglu",
            "Mevlut Cavusoglu",
            "person",
            id="abbreviation inside",
        ),
        pytest.param("Col. Ramo Tiku waved.", "Col. Ramo Tiku", "Ramo Tiku", "person", id="rank"),
        pytest.param(
            "Rebel leader Ramo Tiku waved.", "Rebel leader Ramo Tiku", "Ramo Tiku", "person", id="role as title"
        ),
        pytest.param("They met Susan Varga in Paris.", "Susan Varga", "Susan Varga", "person", id="given name"),
        pytest.param("Yelo Brak, a professor, agreed.", "Yelo Brak", "Yelo Brak", "person", id="apposition"),
        pytest.param(
            "Human Rights Watch (HRW) was there.",
            "HRW",
            "Human Rights Watch",
            "organisation",
            id="acronym of the table",
        ),
        pytest.param(
            "The Institute for Tidal Studies closed.",
            "Institute for Tidal Studies",
            "Institute for Tidal Studies",
            "organisation",
            id="body with a name of its own",
        ),
        pytest.param("Turkey accused the group.", "Turkey", "Government of Turkey", "government", id="country"),
        pytest.param(
            "The United States accused the group.",
            "United States",
            "Government of the United States",
            "government",
            id="article in the name",
        ),
        pytest.param("Turkish troops left.", "Turkish troops", "Turkish military", "military", id="collective"),
    ],
)
def test_name(mentions_of, sentence, text, name, kind):
    found = {m.text: m for m in mentions_of(sentence)}
    assert text in found, list(found)
    assert (found[text].name, found[text].kind) == (name, kind)
    assert found[text].actor


def test_coordinated_adjectives_share_the_noun(mentions_of):
    codes = {m.text: m.code for m in mentions_of("Senior Danish and Swedish officials met.")}
    assert codes == {"Senior Danish": "DNK:GOV", "Swedish officials": "SWE:GOV"} or codes == {
        "Danish": "DNK:GOV", "Swedish officials": "SWE:GOV",
    }  # fmt: skip


@pytest.mark.parametrize(
    "sentence, nobody",
    [
        pytest.param("Shells fell on Aleppo.", "Aleppo", id="a town under fire"),
        pytest.param("They met in Turkey.", "Turkey", id="a country where something happens"),
        pytest.param("He was born in Moscow.", "Moscow", id="a capital as a place"),
        pytest.param("The committee met on Wednesday.", "Wednesday", id="a weekday"),
        pytest.param("They forced the door.", "forced", id="a verb like a role word"),
    ],
)
def test_nobody(mentions_of, sentence, nobody):
    assert nobody not in {m.text for m in mentions_of(sentence)}


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "The Turkish army 's president of Ali Khan ( FM ) - , and U.S. “ rebels ” said al-Assad . he 12 \n é".split(
                " "
            )
        ),
        max_size=25,
    )
)
def test_rows_always_hold(mentions_of, words):
    text = " ".join(words)
    reading = mentions_of(text)
    assert len({m.id for m in reading}) == len(reading)
    ids = {m.id for m in reading}
    for m in reading:
        assert m.text == text[m.start : m.end] and m.text.strip() == m.text and m.text
        assert m.antecedent is None or (m.antecedent in ids and m.antecedent != m.id)
        assert m.code is None or (m.code.count(":") == 1 and m.code != ":")
        assert m.actor is None or (m.name and m.kind)


DESCRIPTIONS = [pair for row in table_of("description_cases") for pair in row.items()]


def test_descriptions_alone_give_the_code(mentions_of):
    wrong = []
    for phrase, code in DESCRIPTIONS:
        found = {m.text: m.code for m in mentions_of(f"{phrase} spoke on Monday.")}
        whole = next(
            (
                found[text]
                for text in sorted(found, key=len, reverse=True)
                if phrase.removeprefix("The ").startswith(text.removeprefix("The "))
            ),
            None,
        )
        if whole != code:
            wrong.append((phrase, code, whole))
    assert len(wrong) <= 0.02 * len(DESCRIPTIONS), wrong


NO_ADJECTIVE = {"COG", "DMA", "VAT", "XDN", "XLN"}  # its adjective is another country's, or there is none


def test_every_country_gives_its_officials_their_code(mentions_of):
    """Of states and disputed territories, by their adjectives, and of former ones."""
    by_code = countries.load().by_code
    lands = [land for land in by_code.values() if land.status != "territory"]
    assert {land.code for land in lands if not land.adjectives} <= NO_ADJECTIVE | {"SCG", "ANT"}
    said = [(adjective, f"{land.iso}:{land.sector('GOV')}") for land in lands for adjective in land.adjectives]
    text = "\n\n".join(f"The {adjective} foreign minister spoke on Monday." for adjective, _ in said)
    found = {m.role: m.code for m in mentions_of(text) if m.form == "description"}
    wrong = [(a, code) for a, code in said if found.get(f"{a} foreign minister") != code]
    assert not wrong
