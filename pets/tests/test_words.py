from decimal import Decimal

import pytest
from django.template import Context, Template

from pets.models import Pet


def said(expression, **fields):
    pet = Pet(**({"pet_type": "dog"} | fields))
    return Template("{% load pets %}{{ " + expression + " }}").render(Context({"pet": pet}))


@pytest.mark.parametrize(
    ("age", "words"),
    [(None, "Age not known"), (0, "Under a year"), (1, "1 year"), (2, "2 years"), (1200, "1200 years")],
)
def test_age(age, words):
    assert said("pet|age_in_words", age=age) == words


@pytest.mark.parametrize(
    ("weight", "words"),
    [
        (None, "None"),
        (Decimal("10.50"), "10.5 kg (23.1 lb)"),
        ("10.50", "10.5 kg (23.1 lb)"),
        (Decimal("10.00"), "10 kg (22.0 lb)"),
        (Decimal("0.03"), "0.03 kg (0.1 lb)"),
        (Decimal("999.99"), "999.99 kg (2204.6 lb)"),
        (Decimal("0.00"), "0 kg (0.0 lb)"),
    ],
)
def test_weight_in_kilograms_with_pounds_beside(weight, words):
    assert said("pet|weight_in_words", weight=weight) == words


@pytest.mark.parametrize(
    ("price", "words"),
    [
        (None, "Ask the owner"),
        (Decimal(0), "Free"),
        ("0.00", "Free"),
        (Decimal("25.5"), "€25.50"),
        (Decimal("1234.00"), "€1,234"),
    ],
)
def test_price(price, words):
    assert said("pet|price_in_words", price=price) == words


def test_a_price_is_in_the_currency_of_the_site(settings):
    settings.CURRENCY = "$"
    assert said("pet|price_in_words", price=Decimal(80)) == "$80"


@pytest.mark.parametrize(("breed", "words"), [("beagle", "Beagle"), ("", "Dog"), (None, "Dog")])
def test_kind_is_the_breed_or_else_the_type(breed, words):
    assert said("pet|kind", breed=breed) == words


def test_a_sentence_begins_with_a_capital_and_keeps_the_rest():
    assert said("pet.breed|sentence", breed="mix of a Poodle") == "Mix of a Poodle"
    assert said("pet.breed|sentence", breed="") == ""
