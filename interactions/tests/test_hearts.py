"""The heart that other pages put on a pet's card."""

import re

from interactions.factories import UserInteractionFactory
from interactions.tests.pages import draw
from pets.factories import PetFactory

HEARTS = (
    "{% liked_among pets as liked %}{% for pet in pets %}"
    "{% if pet.pk in liked %}[{{ pet.pet_name }}]{% endif %}{% endfor %}"
)


def test_only_the_pets_that_this_person_likes_are_liked(owner, stranger, django_assert_num_queries):
    bella, milo, luna = (PetFactory(pet_name=name) for name in ("Bella", "Milo", "Luna"))
    UserInteractionFactory(user=owner, pet=bella)
    UserInteractionFactory(user=owner, pet=luna)
    UserInteractionFactory(user=stranger, pet=milo)
    UserInteractionFactory(user=owner, pet=milo, comment=True)
    with django_assert_num_queries(1):
        assert draw(HEARTS, owner, pets=[bella, milo]) == "[Bella]"


def test_likes_of_pets_that_are_not_asked_about_stay_away(owner):
    asked_about = UserInteractionFactory(user=owner).pet
    UserInteractionFactory(user=owner)
    text = draw("{% liked_among pets as liked %}{{ liked|join:' ' }}", owner, pets=[asked_about])
    assert text == str(asked_about.pk)


def test_a_visitor_likes_nothing_and_nothing_is_asked_of_the_database(db, django_assert_num_queries):
    pet = UserInteractionFactory().pet
    with django_assert_num_queries(0):
        assert draw(HEARTS, pets=[pet]) == ""


def test_no_pets_are_no_query(owner, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert draw(HEARTS, owner, pets=[]) == ""


def test_a_heart_is_a_small_form_that_says_what_it_will_do(owner, django_assert_num_queries):
    pet = PetFactory(pet_name="Bella")
    with django_assert_num_queries(0):
        empty = draw("{% like_button pet liked %}", owner, pet=pet, liked=set())
        full = draw("{% like_button pet liked %}", owner, pet=pet, liked={pet.pk})
    for text, pressed, value in ((empty, "false", "on"), (full, "true", "off")):
        assert f'action="/pets/{pet.pk}/like/"' in text
        assert re.findall(r'aria-pressed="(\w+)"', text) == [pressed]
        assert re.findall(r'name="like" value="(\w+)"', text) == [value]
        assert 'name="next" value="/somewhere/?page=2"' in text
        assert '<span class="visually-hidden">Like Bella</span>' in text
        assert re.search(r'name="csrfmiddlewaretoken" value="\w{64}"', text)


def test_a_card_shows_no_number_of_likes(owner):
    pet = UserInteractionFactory().pet
    assert "like-count" not in draw("{% like_button pet liked %}", owner, pet=pet, liked=set())


def test_a_visitors_heart_leads_to_signing_in_and_back(db):
    pet = PetFactory()
    text = draw("{% like_button pet liked %}", pet=pet, liked=set())
    assert 'href="/accounts/sign-in/?next=/somewhere/%3Fpage%3D2"' in text
    assert "<form" not in text
    assert "csrf" not in text
