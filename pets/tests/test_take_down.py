import pytest

from pets import rules, services
from pets.factories import PetFactory
from pets.models import Pet

pytestmark = pytest.mark.django_db


@pytest.fixture
def pet(owner):
    return PetFactory(user=owner, pet_name="Momo")


def test_a_page_asks_and_changes_nothing(sign_in, owner, pet):
    response = sign_in(owner).get(f"/pets/{pet.pk}/take-down/")
    assert response.status_code == 200
    assert "<h1>Take down the page of Momo?</h1>" in response.text
    assert "This can't be undone." in response.text
    assert Pet.objects.count() == 1


def test_the_button_takes_it_down(sign_in, owner, pet):
    other = PetFactory(user=owner)
    response = sign_in(owner).post(f"/pets/{pet.pk}/take-down/", follow=True)
    assert response.redirect_chain == [("/pets/mine/", 302)]
    assert "The page of Momo is gone." in response.text
    assert list(Pet.objects.all()) == [other]


@pytest.mark.parametrize("availability", ["shown", "available", "rehomed"])
def test_nothing_stands_against_pets_that_are_not_promised(owner, availability):
    pet = PetFactory(user=owner, availability=availability)
    assert rules.blockers_of_taking_down(pet) == []
    services.take_down(pet, by=owner)
    assert not Pet.objects.exists()


def test_a_pet_that_is_promised_stays_and_the_page_says_why(sign_in, owner, pet):
    Pet.objects.update(availability="reserved")
    client = sign_in(owner)
    asked = client.get(f"/pets/{pet.pk}/take-down/")
    assert asked.status_code == 200
    assert '<button type="submit" class="danger">' not in asked.text
    pressed = client.post(f"/pets/{pet.pk}/take-down/")
    assert pressed.status_code == 409
    for response in (asked, pressed):
        assert "This pet is promised to someone." in response.text
    assert Pet.objects.count() == 1


def test_a_pet_that_was_promised_meanwhile_stays(owner, pet):
    Pet.objects.update(availability="reserved")
    with pytest.raises(services.TakeDownRefusedError) as refused:
        services.take_down(pet, by=owner)  # this pet was read when it was still available
    assert refused.value.blockers == [rules.RESERVED]
    assert Pet.objects.count() == 1


def test_the_pet_of_another_is_not_found(sign_in, stranger, pet):
    client = sign_in(stranger)
    assert client.get(f"/pets/{pet.pk}/take-down/").status_code == 404
    assert client.post(f"/pets/{pet.pk}/take-down/").status_code == 404
    with pytest.raises(Pet.DoesNotExist):
        services.take_down(pet, by=stranger)
    assert Pet.objects.count() == 1


def test_a_child_cannot_take_pets_down(sign_in, child, pet):
    assert sign_in(child).post(f"/pets/{pet.pk}/take-down/").status_code == 403
    assert Pet.objects.count() == 1


def test_a_visitor_is_sent_to_sign_in(client, pet):
    response = client.post(f"/pets/{pet.pk}/take-down/")
    assert response["Location"] == "/accounts/sign-in/?next=/"
    assert Pet.objects.count() == 1


def test_other_methods_are_refused(sign_in, owner, pet):
    assert sign_in(owner).delete(f"/pets/{pet.pk}/take-down/").status_code == 405
    assert Pet.objects.count() == 1


def test_a_pet_that_is_gone_already_is_not_found(sign_in, owner):
    assert sign_in(owner).post("/pets/999999/take-down/").status_code == 404
