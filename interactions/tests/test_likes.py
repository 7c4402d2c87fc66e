"""Liking a pet and taking it back."""

import pytest
from django.utils import timezone

from accounts.factories import UserFactory
from interactions import services
from interactions.factories import UserInteractionFactory
from interactions.models import UserInteraction
from pets.factories import PetFactory

HTMX = {"HX-Request": "true"}


@pytest.fixture
def pet(db):
    return PetFactory(pet_name="Bella")


def likes_of(pet):
    return list(
        pet.interactions.order_by("user__username").values_list("user__username", "interaction_type", "status")
    )


def test_a_like_is_one_row(sign_in, owner, pet):
    response = sign_in(owner).post(f"/pets/{pet.pk}/like/", {"like": "on"})
    assert (response.status_code, response["Location"]) == (302, f"/pets/{pet.pk}/")
    assert likes_of(pet) == [("olivia", "like", "new")]


def test_a_like_says_when(owner, pet):
    now = timezone.now()
    services.like(pet=pet, by=owner, now=now)
    assert pet.interactions.get().created_at == now


def test_a_double_click_is_one_like(sign_in, owner, pet):
    browser = sign_in(owner)
    assert [browser.post(f"/pets/{pet.pk}/like/", {"like": "on"}).status_code for _ in range(3)] == [302] * 3
    assert likes_of(pet) == [("olivia", "like", "new")]


def test_taking_back_removes_ones_own_like_alone(sign_in, owner, stranger, pet):
    other = UserInteractionFactory(user=owner)
    comment = UserInteractionFactory(user=owner, pet=pet, comment=True)
    for person in (owner, stranger):
        UserInteractionFactory(user=person, pet=pet)
    browser = sign_in(owner)
    for _ in range(2):
        assert browser.post(f"/pets/{pet.pk}/like/", {"like": "off"}).status_code == 302
    assert likes_of(pet) == [("olivia", "comment", "approved"), ("samira", "like", "new")]
    assert set(owner.interactions.values_list("pk", flat=True)) == {other.pk, comment.pk}


def test_a_form_without_a_word_likes(sign_in, owner, pet):
    sign_in(owner).post(f"/pets/{pet.pk}/like/")
    assert likes_of(pet) == [("olivia", "like", "new")]


def test_a_child_likes_too(sign_in, child, pet):
    sign_in(child).post(f"/pets/{pet.pk}/like/", {"like": "on"})
    assert likes_of(pet) == [("kit", "like", "new")]


@pytest.mark.parametrize(
    ("there", "leads_to"),
    [
        ("/pets/?page=2", "/pets/?page=2"),
        ("http://testserver/pets/", "http://testserver/pets/"),
        ("https://elsewhere.example/", None),
        ("//elsewhere.example/", None),
        ("javascript:alert(1)", None),
        ("/" + "x" * 3000, None),
        ("", None),
    ],
)
def test_one_comes_back_to_the_page_of_the_heart_if_it_is_ours(sign_in, owner, pet, there, leads_to):
    response = sign_in(owner).post(f"/pets/{pet.pk}/like/", {"like": "on", "next": there})
    assert response["Location"] == (leads_to or f"/pets/{pet.pk}/")


def test_htmx_gets_the_heart_alone(sign_in, owner, pet):
    browser = sign_in(owner)
    answer = {"like": "on", "shape": "card", "next": "/pets/?page=2"}
    response = browser.post(f"/pets/{pet.pk}/like/", answer, headers=HTMX)
    text = response.text.strip()
    assert response.status_code == 200
    assert text.startswith("<form")
    assert text.endswith("</form>")
    assert 'aria-pressed="true"' in text
    assert 'name="like" value="off"' in text
    assert 'name="next" value="/pets/?page=2"' in text
    assert "like-count" not in text
    text = browser.post(f"/pets/{pet.pk}/like/", answer | {"like": "off"}, headers=HTMX).text
    assert 'aria-pressed="false"' in text
    assert 'name="like" value="on"' in text


def test_on_the_pets_page_htmx_gets_the_number_too(sign_in, owner, pet):
    UserInteractionFactory(pet=pet)
    text = sign_in(owner).post(f"/pets/{pet.pk}/like/", {"shape": "page"}, headers=HTMX).text
    assert '<small class="like-count">2</small>' in text


def test_a_child_is_told_no_number(sign_in, child, pet):
    UserInteractionFactory(pet=pet)
    text = sign_in(child).post(f"/pets/{pet.pk}/like/", {"shape": "page"}, headers=HTMX).text
    assert 'aria-pressed="true"' in text
    assert "like-count" not in text


def test_a_pet_that_is_not_there_is_404(sign_in, owner, pet):
    browser = sign_in(owner)
    for pet_id in (pet.pk + 1, 2**31, 2**70):
        assert browser.post(f"/pets/{pet_id}/like/").status_code == 404
    assert not UserInteraction.objects.exists()


def test_a_visitor_is_sent_to_sign_in(client, pet):
    response = client.post(f"/pets/{pet.pk}/like/", {"like": "on"})
    assert response["Location"] == "/accounts/sign-in/?next=/"
    assert likes_of(pet) == []


def test_looking_is_not_liking(sign_in, owner, pet):
    assert sign_in(owner).get(f"/pets/{pet.pk}/like/").status_code == 405
    assert likes_of(pet) == []


@pytest.mark.parametrize("word", ["", "yes", "ON", "\0", "on\0", "x" * 10_000])
def test_a_word_that_is_neither_on_nor_off_is_refused(sign_in, owner, pet, word):
    assert sign_in(owner).post(f"/pets/{pet.pk}/like/", {"like": word}).status_code == 400
    assert likes_of(pet) == []


def test_two_people_like_the_same_pet(pet):
    for person in (UserFactory(username="a"), UserFactory(username="b")):
        services.like(pet=pet, by=person, now=timezone.now())
    assert likes_of(pet) == [("a", "like", "new"), ("b", "like", "new")]
