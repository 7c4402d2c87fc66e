"""What a new password must be (SAFETY E2)."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.validators import CommonPasswordValidator

SHORT = "password_too_short"
LONG = "password_too_long"
COMMON = "password_too_common"
OWN = "password_own_words"


def refusals(password, **person):
    """Return the codes of what is wrong with the password of such a person."""
    user = User(**({"username": "x", "email": "x@y.example"} | person))
    try:
        validate_password(password, user)
    except ValidationError as error:
        return [refusal.code for refusal in error.error_list]
    return []


@pytest.mark.parametrize(
    "password",
    [
        "tenletters",
        "three green apples",
        "correcthorsebatterystaple",
        "  spaces around  ",
        "83746592018",
        "каштановый лес",
        "🐢🐇🐕🐈🐟🦜🐹🐎🐐🦔",
        "x7" * 2 + "q" * 124,
        "UPPERCASEONLY",
        "ab7316895520",
    ],
)
def test_length_is_all_that_is_asked_of_a_password(password):
    assert refusals(password) == []


@pytest.mark.parametrize(("length", "codes"), [(9, [SHORT]), (10, []), (128, []), (129, [LONG])])
def test_ten_to_a_hundred_and_twenty_eight_characters(length, codes):
    assert refusals(("otter maple kite " * 10)[:length]) == codes


def test_a_long_password_is_refused_kindly():
    with pytest.raises(ValidationError) as refused:
        validate_password("otter maple kite " * 10)
    assert refused.value.messages == ["This is more than we can keep: use 128 characters or fewer."]


def test_a_password_of_a_megabyte_is_refused_at_once():
    """Rules that look for repetitions would be busy with it for hours."""
    for password in ("ab" * 500_000 + "c", "1" * 500_000 + "a" + "1" * 500_000, "a" + "1" * 500_000 + "a"):
        assert LONG in refusals(password)


def test_every_long_password_of_the_lists_is_refused():
    """Three thousand is the measure; the lists have fewer that are long enough, so more are derived from them."""
    listed = [password for password in CommonPasswordValidator().passwords if len(password) >= 10]
    assert len(listed) == 1780 + 985
    accepted = [password for password in listed if COMMON not in refusals(password)]
    assert accepted == []


@pytest.mark.parametrize(
    "password",
    [
        "basketball",
        "BasketBall",
        "lockerroom",  # of our own list
        "1234567890",
        " qwertyuiop ",
        " 1234567890 ",
        "password123",
        "sunshine2024!",
        "123monkey123",
        "!!dragon!!!!",
        "Ｂａｓｋｅｔｂａｌｌ",
        "monkeymonkey",
        "aaaaaaaaaaaa",
        "ababababababab",
        "12121212121212",
        "!!!!!!!!!!!!",
    ],
)
def test_what_others_guess_first_is_refused(password):
    assert refusals(password) == [COMMON]


def test_common_words_made_long_in_the_usual_ways_are_refused():
    """The most usual ways to make a short common password long enough, for far more than 3,000 of them."""
    validator = CommonPasswordValidator()
    words = sorted(word for word in validator.passwords if word.isalpha() and 4 <= len(word) < 10)
    assert len(words) > 3000
    for word in words:
        for password in (word + "123456", word + "2024!!", word.capitalize() + "!12345", word * 3):
            with pytest.raises(ValidationError):
                validator.validate(password)


@pytest.mark.parametrize(
    ("password", "person"),
    [
        ("petshop-forever", {}),
        ("my PetShop word", {}),
        ("my pet shop word", {}),
        ("I like Olivia best", {"username": "olivia"}),
        ("maple in the snow", {"username": "otter-maple-27"}),
        ("robin likes seeds", {"first_name": "Robin"}),
        ("the millers of old", {"last_name": "Miller"}),
        ("zoekay and others", {"email": "ZoeKay@example.org"}),
        ("ＲＯＢＩＮ likes it", {"first_name": "Robin"}),
    ],
)
def test_words_of_the_site_and_of_the_person_are_refused(password, person):
    assert refusals(password, **person) == [OWN]


@pytest.mark.parametrize(
    ("password", "person"),
    [
        ("kitchen table lamp", {"username": "kit"}),
        ("all about a boat", {"first_name": "Al", "last_name": None}),
        ("children play here", {"email": "0123@children.invalid"}),
        ("the example of old", {"email": "x@example.org"}),
    ],
)
def test_short_words_and_the_provider_of_the_mailbox_are_no_reason(password, person):
    assert refusals(password, **person) == []


def test_an_address_made_for_a_child_is_no_word_of_the_person():
    address = "abcdefabcd@children.invalid"
    assert refusals("my abcdefabcd word", email=address) == []
    assert refusals("my abcdefabcd word", email=address.replace("invalid", "example")) == [OWN]


def test_a_password_can_be_checked_without_a_person():
    assert validate_password("three green apples", None) is None
    with pytest.raises(ValidationError):
        validate_password("petshop petshop", None)


def test_the_reason_names_the_word():
    with pytest.raises(ValidationError) as refused:
        validate_password("robin likes seeds", User(username="x", first_name="Robin"))
    assert refused.value.messages == [
        "Leave “robin” out of the password: it is the first thing that others would try."
    ]
