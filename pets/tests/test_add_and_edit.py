from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from pets import services
from pets.factories import PetFactory
from pets.models import Pet

pytestmark = pytest.mark.django_db

COMPLETE = {
    "pet_name": "Momo",
    "pet_type": "dog",
    "breed": "Beagle",
    "age": "3",
    "weight": "10.5",
    "size": "large",
    "activity_level": "low",
    "availability": "shown",
    "price": "25",
    "good_with_children": "no",
    "description": "Sleeps a lot.",
}
SHORTEST = {"pet_name": "Bo", "pet_type": "dog", "availability": "available"}


def values(pet, *names):
    return tuple(getattr(pet, name) for name in names)


# --- Adding --------------------------------------------------------------------------------------------------


def test_an_owner_adds_a_pet_and_comes_to_its_page(sign_in, owner):
    response = sign_in(owner).post("/pets/add/", COMPLETE)
    pet = Pet.objects.get()
    assert response.status_code == 302
    assert response["Location"] == f"/pets/{pet.pk}/"
    assert values(pet, *COMPLETE) == (
        "Momo",
        "dog",
        "Beagle",
        3,
        Decimal("10.5"),
        "large",
        "low",
        "shown",
        Decimal(25),
        False,
        "Sleeps a lot.",
    )
    assert pet.user == owner
    assert values(pet, "size_source", "activity_source") == ("owner", "owner")


def test_three_answers_are_enough_and_the_rest_is_not_known(sign_in, owner):
    sign_in(owner).post("/pets/add/", SHORTEST)
    pet = Pet.objects.get()
    assert values(pet, "breed", "age", "weight", "size", "activity_level", "price", "good_with_children") == (
        (None,) * 7
    )
    assert values(pet, "size_source", "activity_source", "description") == ("", "", "")


def test_what_the_owner_left_open_is_filled_in_from_the_breed(sign_in, owner):
    client = sign_in(owner)
    response = client.post("/pets/add/", SHORTEST | {"breed": "great dane"}, follow=True)
    pet = Pet.objects.get()
    assert values(pet, "size", "size_source") == ("large", "breed")
    assert pet.activity_source == "breed"
    assert pet.breed == "great dane"
    assert "We know this breed: Great Dane." in response.text
    assert "Bo has a page now." in response.text


def test_a_breed_with_a_slip_is_kept_and_the_near_ones_are_named(sign_in, owner):
    response = sign_in(owner).post("/pets/add/", SHORTEST | {"breed": "Beagel"}, follow=True)
    assert "We do not know this breed. Did you mean: Beagle?" in response.text
    assert Pet.objects.get().breed == "Beagel"


def test_a_breed_that_nobody_knows_is_kept(sign_in, owner):
    response = sign_in(owner).post("/pets/add/", SHORTEST | {"breed": "Sofa wolf"}, follow=True)
    assert "We do not know this breed yet." in response.text
    assert Pet.objects.get().breed == "Sofa wolf"


def test_without_a_breed_nothing_is_said_about_breeds(sign_in, owner):
    response = sign_in(owner).post("/pets/add/", SHORTEST, follow=True)
    assert "this breed" not in response.text


def test_the_weight_alone_tells_the_size(sign_in, owner):
    sign_in(owner).post("/pets/add/", SHORTEST | {"weight": "40", "age": "5"})
    assert values(Pet.objects.get(), "size", "size_source", "activity_level") == ("large", "weight", None)


def test_a_new_pet_is_one_of_two_states(sign_in, owner):
    client = sign_in(owner)
    text = client.get("/pets/add/").text
    for state, offered in (("available", True), ("shown", True), ("reserved", False), ("rehomed", False)):
        assert (f'<option value="{state}"' in text) is offered
        response = client.post("/pets/add/", SHORTEST | {"availability": state})
        assert response.status_code == (302 if offered else 422)
    assert Pet.objects.count() == 2


@pytest.mark.parametrize(
    ("field", "typed", "error"),
    [
        ("pet_name", "", "Type a name for your pet."),
        ("pet_name", "   ", "Type a name for your pet."),
        ("pet_name", "x" * 51, "Use 50 letters or fewer."),
        ("pet_name", "a\0b", "Null characters are not allowed."),
        ("pet_type", "", "Choose what kind of pet it is."),
        ("pet_type", "dragon", "Choose one from the list."),
        ("breed", "x" * 51, "Use 50 letters or fewer."),
        ("breed", "a\0b", "Null characters are not allowed."),
        ("age", "-1", "An age is 0 or more."),
        ("age", "old", "Type the age as a whole number, such as 3."),
        ("age", "2.5", "Type the age as a whole number, such as 3."),
        ("age", "251", "That is older than any pet we know. Type the age in years."),
        ("age", "9" * 30, "That is older than any pet we know. Type the age in years."),
        ("weight", "-0.01", "A weight is 0 kg or more."),
        ("weight", "1000", "A weight is less than 1000 kg."),
        ("weight", "1.234", "Use two digits after the point at most."),
        ("weight", "NaN", "Type the weight as a number, such as 4.5."),
        ("weight", "heavy", "Type the weight as a number, such as 4.5."),
        ("price", "-1", "A price is 0 or more."),
        ("price", "1e9", "A price is less than a million."),
        ("price", "Infinity", "Type the price as a number, such as 25."),
        ("size", "huge", "Choose one from the list."),
        ("activity_level", "none", "Choose one from the list."),
        ("availability", "", "Choose one from the list."),
        ("good_with_children", "maybe", "Choose one from the list."),
        ("description", "x" * 5001, "This is too long: use 5000 letters or fewer."),
    ],
)
def test_what_cannot_be_saved_is_said_at_the_field_and_in_the_summary(sign_in, owner, field, typed, error):
    response = sign_in(owner).post("/pets/add/", COMPLETE | {field: typed})
    assert response.status_code == 422
    form = response.context["form"]
    assert {name: list(errors) for name, errors in form.errors.items()} == {field: [error]}
    assert f'<a href="#id_{field}">{form[field].label}: {error}</a>' in response.text
    assert f'id="id_{field}_error"><li>{error}</li></ul>' in response.text
    assert "<title>Error: Add a pet – Petshop</title>" in response.text
    # What was typed in the other fields is still there.
    if field != "description":
        assert "Sleeps a lot." in response.text
    assert not Pet.objects.exists()


def test_an_empty_form_asks_for_the_three_that_are_needed(sign_in, owner):
    response = sign_in(owner).post("/pets/add/", {})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["pet_name", "pet_type", "availability"]


def test_the_longest_that_fits_is_saved(sign_in, owner):
    longest = {
        "pet_name": "x" * 50,
        "breed": "y" * 50,
        "age": "250",
        "weight": "999.99",
        "price": "999999.99",
        "description": "z" * 5000,
    }
    assert sign_in(owner).post("/pets/add/", SHORTEST | longest).status_code == 302
    pet = Pet.objects.get()
    assert values(pet, "age", "weight", "price") == (250, Decimal("999.99"), Decimal("999999.99"))
    assert len(pet.description) == 5000


def test_the_owner_cannot_be_chosen(sign_in, owner, stranger):
    sign_in(owner).post("/pets/add/", SHORTEST | {"user": stranger.pk, "size_source": "breed"})
    assert values(Pet.objects.get(), "user", "size_source") == (owner, "")


def test_a_child_is_told_kindly_that_grown_ups_do_this(sign_in, child):
    client = sign_in(child)
    for response in (client.get("/pets/add/"), client.post("/pets/add/", SHORTEST)):
        assert response.status_code == 403
        assert "Only grown-ups can list pets. Ask your grown-up to do it." in response.text
    assert not Pet.objects.exists()


def test_the_service_refuses_a_child_too(child):
    with pytest.raises(PermissionDenied):
        services.add_pet(Pet(pet_name="Bo", pet_type="dog"), by=child)
    assert not Pet.objects.exists()


def test_the_service_checks_everything_again(owner):
    with pytest.raises(ValidationError) as refused:
        services.add_pet(Pet(pet_name="Bo", pet_type="dragon", age=-1), by=owner)
    assert set(refused.value.message_dict) >= {"pet_type"}
    assert not Pet.objects.exists()


def test_a_visitor_is_sent_to_sign_in(client):
    response = client.get("/pets/add/")
    assert response.status_code == 302
    assert response["Location"] == "/accounts/sign-in/?next=/pets/add/"


def test_adding_knows_three_methods(sign_in, owner):
    assert sign_in(owner).delete("/pets/add/").status_code == 405


# --- Changing ------------------------------------------------------------------------------------------------


def test_an_owner_changes_a_pet(sign_in, owner):
    pet = PetFactory(user=owner)
    response = sign_in(owner).post(f"/pets/{pet.pk}/edit/", COMPLETE, follow=True)
    pet.refresh_from_db()
    assert values(pet, "pet_name", "age", "availability") == ("Momo", 3, "shown")
    assert "The page of Momo is saved." in response.text


def test_the_form_holds_what_is_saved(sign_in, owner):
    pet = PetFactory(user=owner, size="large", size_source="owner", good_with_children=False, price="12.50")
    initial = sign_in(owner).get(f"/pets/{pet.pk}/edit/").context["form"]
    assert initial["size"].value() == "large"
    assert initial["good_with_children"].value() == "no"
    assert initial["price"].value() == Decimal("12.50")


def test_what_the_site_derived_is_not_put_into_the_owners_mouth(sign_in, owner):
    pet = PetFactory(user=owner, size="small", size_source="breed", activity_level="high", activity_source="breed")
    form = sign_in(owner).get(f"/pets/{pet.pk}/edit/").context["form"]
    assert (form["size"].value(), form["activity_level"].value()) == (None, None)
    pet = PetFactory(user=owner, size="small", size_source="weight", activity_level="low", activity_source="")
    form = sign_in(owner).get(f"/pets/{pet.pk}/edit/").context["form"]
    assert (form["size"].value(), form["activity_level"].value()) == (None, "low")


def test_not_sure_takes_the_owners_word_back_and_the_breed_speaks_again(sign_in, owner):
    pet = PetFactory(user=owner, breed="Great Dane", size="small", activity_level="low")
    sign_in(owner).post(
        f"/pets/{pet.pk}/edit/", COMPLETE | {"breed": "Great Dane", "size": "", "activity_level": ""}
    )
    pet.refresh_from_db()
    assert values(pet, "size", "size_source", "activity_source") == ("large", "breed", "breed")


def test_another_breed_changes_what_was_derived(sign_in, owner):
    pet = PetFactory(user=owner, breed="Great Dane", size="large", size_source="breed", weight=None)
    sign_in(owner).post(f"/pets/{pet.pk}/edit/", SHORTEST | {"breed": "Chihuahua"})
    pet.refresh_from_db()
    assert values(pet, "size", "size_source") == ("small", "breed")


def test_a_reserved_pet_stays_reserved(sign_in, owner):
    pet = PetFactory(user=owner, availability="reserved")
    client = sign_in(owner)
    text = client.get(f"/pets/{pet.pk}/edit/").text
    assert 'name="availability"' not in text
    assert "This pet is promised to someone." in text
    assert client.post(f"/pets/{pet.pk}/edit/", COMPLETE).status_code == 302
    pet.refresh_from_db()
    assert values(pet, "availability", "pet_name") == ("reserved", "Momo")


def test_a_pet_that_is_promised_while_the_form_stands_open_stays_promised(owner):
    pet = PetFactory(user=owner, availability="available")
    open_form = Pet.objects.get(pk=pet.pk)
    Pet.objects.filter(pk=pet.pk).update(availability="reserved")
    open_form.pet_name = "Changed"
    services.change_pet(open_form, by=owner)
    pet.refresh_from_db()
    assert values(pet, "availability", "pet_name") == ("reserved", "Changed")


def test_a_rehomed_pet_may_stay_so_or_be_offered_again(sign_in, owner):
    pet = PetFactory(user=owner, availability="rehomed")
    client = sign_in(owner)
    for state in ("rehomed", "available"):
        assert client.post(f"/pets/{pet.pk}/edit/", SHORTEST | {"availability": state}).status_code == 302
        pet.refresh_from_db()
        assert pet.availability == state


def test_a_refused_change_keeps_the_page_and_its_title(sign_in, owner):
    pet = PetFactory(user=owner, pet_name="Momo")
    response = sign_in(owner).post(
        f"/pets/{pet.pk}/edit/", COMPLETE | {"pet_name": "", "description": "New words"}
    )
    assert response.status_code == 422
    assert "<h1>Change the page of Momo</h1>" in response.text
    assert "New words" in response.text
    pet.refresh_from_db()
    assert pet.description == "Likes long walks."


def test_the_service_does_not_change_the_pet_of_another(owner, stranger):
    pet = PetFactory(user=owner)
    with pytest.raises(Pet.DoesNotExist):
        services.change_pet(pet, by=stranger)


def test_the_pet_of_another_is_not_found(sign_in, owner, stranger):
    pet = PetFactory(user=owner, pet_name="Momo")
    client = sign_in(stranger)
    assert client.get(f"/pets/{pet.pk}/edit/").status_code == 404
    assert client.post(f"/pets/{pet.pk}/edit/", COMPLETE | {"pet_name": "Stolen"}).status_code == 404
    pet.refresh_from_db()
    assert pet.pet_name == "Momo"


def test_a_child_cannot_change_pets(sign_in, child, owner):
    assert sign_in(child).post(f"/pets/{PetFactory(user=owner).pk}/edit/", COMPLETE).status_code == 403


def test_a_visitor_who_wants_to_change_a_pet_is_sent_to_sign_in(client, owner):
    pet = PetFactory(user=owner)
    response = client.post(f"/pets/{pet.pk}/edit/", COMPLETE)
    assert response["Location"] == "/accounts/sign-in/?next=/"


def test_changing_knows_three_methods(sign_in, owner):
    assert sign_in(owner).put(f"/pets/{PetFactory(user=owner).pk}/edit/").status_code == 405


@pytest.mark.parametrize("pet_id", [2**31, 2**63, 999999])
def test_an_odd_number_is_not_found(sign_in, owner, pet_id):
    assert sign_in(owner).post(f"/pets/{pet_id}/edit/", COMPLETE).status_code == 404
