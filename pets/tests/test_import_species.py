"""The words of shelters for kinds of animals, and the six types."""

import pytest

from pets.importing.species import UnknownTypeError, kind_of


@pytest.mark.parametrize(
    ("text", "breed", "pet_type", "kind"),
    [
        ("Dog", "", "dog", ""),
        ("PUPPY", "", "dog", ""),
        ("K9", "", "dog", ""),
        ("Hund", "", "dog", ""),
        ("D (Dog)", "", "dog", ""),
        ("Kitten", "", "cat", ""),
        ("U (Unwanted Cat)", "", "cat", ""),
        ("Katze", "", "cat", ""),
        ("Bird (wildlife)", "Hawk", "bird", ""),
        ("Fowl", "Chicken", "bird", ""),
        ("Chicken", "", "bird", "Chicken"),
        ("Guinea Fowl", "", "bird", "Guinea Fowl"),
        ("Reptile", "Turtle", "reptile", ""),
        ("Turtle", "", "reptile", "Turtle"),
        ("Bearded Dragon", "", "reptile", "Bearded Dragon"),
        ("FISH", "", "fish", ""),
        ("Rabbit", "Dutch", "other", "Rabbit"),
        ("Guinea Pigs", "", "other", "Guinea Pig"),
        ("Kaninchen", "", "other", "Kaninchen"),
        ("Small Animals: Rabbits", "", "other", "Rabbit"),
        ("Mammal", "Raccoon", "other", ""),
        ("Prairie Dog", "", "other", "Prairie Dog"),
        # the drawers: the breed decides
        ("Crab/fish", "Fish", "fish", ""),
        ("Crab/fish", "Hermit Crab", "other", ""),
        ("Crab/fish", "", "other", ""),
        ("Reptile/Amphibian", "Tree Frog", "other", ""),
        ("Zoo", "Monkey", "other", ""),
        ("OTHER", "CHICKEN", "bird", ""),
        ("Other", "Red-eared Slider", "reptile", ""),
        ("Livestock", "Goat", "other", ""),
        ("Small & Furry", "Hamster", "other", ""),
        ("Exotic", "", "other", ""),
        # no type at all, but a breed that tells
        ("", "Labrador Retriever", "dog", ""),
        ("Unknown", "Rabbit SH", "other", ""),
    ],
)
def test_a_word_has_its_type_and_the_kind_where_it_is_more_exact(text, breed, pet_type, kind):
    assert kind_of(text, breed) == (pet_type, kind)


@pytest.mark.parametrize(
    ("text", "breed", "says"),
    [
        ("Dragon", "", "the type 'Dragon' is not known"),
        ("1", "", "the type '1' is not known"),
        ("0", "Beagle", "the type '0' is not known"),
        # a breed is no reason to overrule a word that is not understood
        ("Wolpertinger", "Beagle", "the type 'Wolpertinger' is not known"),
        ("", "", "it has no type"),
        ("", "Terrier", "it has no type"),
    ],
)
def test_an_unknown_type_is_never_guessed(text, breed, says):
    with pytest.raises(UnknownTypeError) as caught:
        kind_of(text, breed)
    assert str(caught.value) == says


def test_the_owner_of_the_file_can_explain_words():
    assert kind_of("1", "", (("1", "dog"), ("2", "cat"))) == ("dog", "")
    assert kind_of("CAT", "", (("cat", "other"),)) == ("other", "")
    assert kind_of("", "", (("*", "cat"),)) == ("cat", "")
    assert kind_of("Bird", "", (("1", "dog"), ("*", "cat"))) == ("cat", "")
