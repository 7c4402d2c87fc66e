"""What people see about themselves."""

from django.urls import reverse

ADDRESS = reverse("accounts:profile")


def test_a_pet_owner_sees_and_changes_their_names(sign_in, owner):
    browser = sign_in(owner)
    page = browser.get(ADDRESS)
    assert "olivia@example.org" in page.text
    assert 'value="Robin"' in page.text
    response = browser.post(ADDRESS, {"first_name": "Olive", "last_name": ""})
    assert response["Location"] == ADDRESS
    owner.refresh_from_db()
    assert (owner.first_name, owner.last_name) == ("Olive", None)


def test_names_are_all_that_this_form_changes(sign_in, owner):
    sign_in(owner).post(
        ADDRESS, {"first_name": "Olive", "username": "x", "email": "x@example.org", "user_role": "child"}
    )
    owner.refresh_from_db()
    assert (owner.username, owner.email, owner.user_role) == ("olivia", "olivia@example.org", "pet_owner")


def test_a_child_sees_who_looks_after_the_account_and_no_address(sign_in, child):
    page = sign_in(child).get(ADDRESS)
    assert page.status_code == 200
    assert "Your grown-up can see this." in page.text
    assert "<dt>Your grown-up</dt><dd>olivia</dd>" in page.text
    assert "children.invalid" not in page.text
    assert "olivia@example.org" not in page.text
    assert "Robin" not in page.text
    assert reverse("accounts:email_change") not in page.text
    assert reverse("accounts:family") not in page.text
    assert 'class="for-child"' in page.text


def test_a_child_without_a_guardian_reads_nobody_yet(sign_in, child):
    child.guardianships.all().delete()
    assert "<dd>Nobody yet</dd>" in sign_in(child).get(ADDRESS).text


def test_a_child_has_no_names_to_change(sign_in, child):
    response = sign_in(child).post(ADDRESS, {"first_name": "Christopher", "last_name": "Miller"})
    child.refresh_from_db()
    assert (child.first_name, child.last_name) == (None, None)
    assert "Christopher" not in response.text


def test_a_visitor_is_sent_to_sign_in(client, db):
    assert client.get(ADDRESS)["Location"] == f"/accounts/sign-in/?next={ADDRESS}"


def test_only_looking_and_sending(sign_in, owner):
    assert sign_in(owner).delete(ADDRESS).status_code == 405


def test_bad_input_is_an_error_of_the_form_and_the_page_keeps_the_old_name(sign_in, owner):
    response = sign_in(owner).post(ADDRESS, {"first_name": "Olive", "last_name": "M" * 51})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["last_name"]
    assert response.context["user"].first_name == "Robin"
    owner.refresh_from_db()
    assert owner.first_name == "Robin"
