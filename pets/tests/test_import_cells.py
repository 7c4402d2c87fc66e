"""What one cell of a shelter's record means."""

from decimal import Decimal

import pytest

from pets.importing import cells


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rex", "Rex"),
        ("*MEL", "Mel"),
        ("Shortbread*", "Shortbread"),
        ("* jorbee", "jorbee"),
        ("MISSY  ELLIOTT", "Missy Elliott"),
        ("MR. PEEPERS", "Mr. Peepers"),
        ("O'NEIL", "O'Neil"),
        ("DON'T", "Don't"),
        ("TJ", "TJ"),
        ("JO", "Jo"),
        ("ÉMILE", "Émile"),
        ("McCoy", "McCoy"),
        ('"Rex"', "Rex"),
        ('Denise the "Menace"', 'Denise the "Menace"'),
        ("22262", "22262"),
        ("Re\x07x\n the first", "Rex the first"),
        ("No", "No"),
        ("Baby", "Baby"),
        ("", None),
        ("*", None),
        (" - ", None),
        ("Unknown", None),
        ("UNNAMED", None),
        ("No Name Yet", None),
        ("N/A", None),
    ],
)
def test_a_name_is_read(text, name):
    assert cells.read_name(text) == name


@pytest.mark.parametrize(
    ("text", "kilograms"),
    [
        ("12", "12.00"),
        ("4,5", "4.50"),
        ("4.5 kg", "4.50"),
        (".5", "0.50"),
        ("12 lbs", "5.44"),
        ("12 LBS.", "5.44"),
        ("12#", "5.44"),
        ("3 lb 4 oz", "1.47"),
        ("850 g", "0.85"),
        ("2,500 g", "2.50"),
        ("1.450 g", "1.45"),
        ("1.234,5 g", "1.23"),
        ("1,234.5 g", "1.23"),
        ("8 oz", "0.23"),
        ("4,500", "4.50"),
        ("approx. 5 kg", "5.00"),
        ("5 kg (est.)", "5.00"),
        ("0.004", "0.01"),
        ("0.015", "0.02"),
        ("999.99", "999.99"),
    ],
)
def test_a_weight_is_read_in_kilograms(text, kilograms):
    assert cells.read_weight(text) == Decimal(kilograms)
    assert cells.read_weight(text).as_tuple().exponent == -2


def test_a_weight_without_a_unit_has_that_of_its_column():
    assert [cells.read_weight("10", unit) for unit in ("kg", "lb", "g", "oz")] == [
        Decimal("10.00"),
        Decimal("4.54"),
        Decimal("0.01"),
        Decimal("0.28"),
    ]
    assert cells.read_weight("10 kg", "lb") == Decimal("10.00")


@pytest.mark.parametrize("text", ["", "0", "0.0", "0 lbs", "unknown", "N/A"])
def test_nothing_weighs_nothing(text):
    assert cells.read_weight(text) is None


@pytest.mark.parametrize(
    "text",
    ["-3", "1000", "999.995", "2500 lbs", "heavy", "12 stone", "5-7 kg", "3 4", "1.2.3", "1e2", "9" * 60, "kg"],
)
def test_what_is_no_possible_weight_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011
        cells.read_weight(text)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("SMALL", "small"),
        ("toy", "small"),
        ("S", "small"),
        ("MED", "medium"),
        ("Mittel", "medium"),
        ("Large", "large"),
        ("X-LRG", "large"),
        ("Extra  Large", "large"),
        ("groß", "large"),
        ("Small (0-25 lbs)", "small"),
        ("Medium 26-60 lbs", "medium"),
        ("KITTN", None),
        ("Puppy", None),
        ("", None),
        ("unknown", None),
    ],
)
def test_a_size_is_read(text, size):
    assert cells.read_size(text) == size


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Low", "low"),
        ("Moderately Active", "medium"),
        ("HIGH", "high"),
        ("lebhaft", "high"),
        ("", None),
        ("n/a", None),
    ],
)
def test_an_activity_level_is_read(text, level):
    assert cells.read_activity(text) == level


@pytest.mark.parametrize(
    ("text", "availability"),
    [
        ("Available", "available"),
        ("On Hold", "reserved"),
        ("adopted", "rehomed"),
        ("Not available", "shown"),
        ("no", "shown"),
        ("yes", "available"),
        ("", None),
        ("unknown", None),
    ],
)
def test_an_availability_is_read(text, availability):
    assert cells.read_availability(text) == availability


@pytest.mark.parametrize("read", [cells.read_size, cells.read_activity, cells.read_availability, cells.read_price])
def test_a_word_that_is_no_choice_is_refused(read):
    with pytest.raises(ValueError, match="purple"):
        read("purple")


@pytest.mark.parametrize(
    ("text", "sex", "fixed"),
    [
        ("Male", "male", None),
        ("f", "female", None),
        ("weiblich", "female", None),
        ("Neutered Male", "male", True),
        ("Intact Female", "female", False),
        ("Spayed", "female", True),
        ("N", "male", True),
        ("Unknown", "", None),
        ("", "", None),
    ],
)
def test_a_sex_is_read_with_what_it_says_about_neutering(text, sex, fixed):
    assert cells.read_sex(text) == (sex, fixed)


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("Yes", True),
        ("n", False),
        ("ALTERED", True),
        ("Intact Male", False),
        ("ja", True),
        ("Unknown", None),
        ("", None),
    ],
)
def test_a_column_of_neutering_is_read(text, fixed):
    assert cells.read_fixed(text) is fixed


@pytest.mark.parametrize(
    ("text", "answer"), [("Yes", True), ("FALSE", False), ("nein", False), ("1", None), ("0", None), ("", None)]
)
def test_an_answer_is_yes_or_no_but_never_a_number(text, answer):
    assert cells.read_answer(text) is answer


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("100", "100.00"),
        ("$99.50", "99.50"),
        ("1.200,00 €", "1200.00"),
        ("1,200", "1200.00"),
        ("€ 50,-", "50.00"),
        ("100 EUR", "100.00"),
        ("Free", "0.00"),
        ("0", "0.00"),
        ("999999.99", "999999.99"),
        ("", None),
        ("n/a", None),
    ],
)
def test_a_price_is_read(text, price):
    assert cells.read_price(text) == (price and Decimal(price))


@pytest.mark.parametrize("text", ["-5", "1000000", "999999.995", "1e3", "ask"])
def test_what_is_no_possible_price_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011
        cells.read_price(text)


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("Euthanasia", True),
        ("EUTH", True),
        ("Humane Euthanasia", True),
        ("DIED", True),
        ("Died / In Kennel", True),
        ("Disposal", True),
        ("DECEASED", True),
        ("eingeschläfert", True),
        ("Tot", True),
        ("Adoption", False),
        ("Transfer", False),
        ("Total care", False),
        ("", False),
    ],
)
def test_an_outcome_says_whether_the_animal_died(text, dead):
    assert cells.says_dead(text) is dead


@pytest.mark.parametrize(
    ("text", "dead"),
    [("2024-06-02", True), ("True", True), ("1", True), ("0", False), ("false", False), ("", False), ("N", False)],
)
def test_a_date_of_death_says_so_too(text, dead):
    assert cells.says_date_of_death(text) is dead
