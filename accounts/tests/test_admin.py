"""People in the admin."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from accounts import admin
from accounts.factories import PASSWORD, GuardianshipFactory, UserFactory
from accounts.models import Guardianship, User

LIST = reverse("admin:accounts_user_changelist")
ADD = reverse("admin:accounts_user_add")
NEW = {
    "username": "zoe",
    "user_role": "pet_owner",
    "email": "zoe@example.org",
    "password1": "three green apples",
    "password2": "three green apples",
}


def page_of(user):
    return reverse("admin:accounts_user_change", args=[user.pk])


def form_of(user, **changed):
    """What the change page sends for this person, with empty inlines."""
    inlines = ["guardianships"] if user.is_child else ["wardships", "groupmembership_set"]
    fields = {name: getattr(user, name) or "" for name in ("username", "email", "first_name", "last_name")}
    fields |= {"user_role": user.user_role, "is_active": "on"}
    for prefix in inlines:
        fields |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return fields | changed


@pytest.fixture
def helper(db):
    """A member of staff who may edit people, and not everything."""
    user = UserFactory(username="hana", is_staff=True)
    group = Group.objects.create(name="People")
    group.permissions.set(Permission.objects.filter(content_type__app_label="accounts"))
    user.groups.add(group)
    return user


def errors(response):
    return {field: list(messages) for field, messages in response.context["adminform"].form.errors.items()}


def rows(response):
    return [user.username for user in response.context["cl"].result_list]


def test_staff_find_people_by_user_name_email_and_name(sign_in, staff, owner, child):
    browser = sign_in(staff)
    owner.first_name, owner.last_name = "Olive", "Tree"
    owner.save()
    assert rows(browser.get(LIST)) == ["kit", "olivia", "stella"]
    for words in ("oliv", "olivia@example", "Olive Tree"):
        assert rows(browser.get(LIST, {"q": words})) == ["olivia"]


def test_the_list_shows_addresses_that_mail_can_reach(sign_in, staff, owner, child):
    text = sign_in(staff).get(LIST).text
    assert owner.email in text
    assert child.email not in text


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"user_role__exact": "child"}, ["kit"]),
        ({"is_staff__exact": "1"}, ["stella"]),
        ({"is_active__exact": "0"}, ["closed"]),
    ],
)
def test_staff_filter_people(sign_in, staff, child, chosen, found):
    UserFactory(username="closed", is_active=False)
    assert rows(sign_in(staff).get(LIST, chosen)) == found


def test_the_list_counts_pets_at_the_same_cost_for_one_person_and_for_three(
    sign_in, staff, django_assert_num_queries
):
    browser = sign_in(staff)
    browser.get(LIST)
    # The session with its person; the filters by group and rights; people counted, and fetched with their pets.
    with django_assert_num_queries(4):
        browser.get(LIST)
    pets = User._meta.get_field("pets").related_model.objects
    for _ in range(2):
        owner = UserFactory()
        pets.create(user=owner, pet_name="Rex", pet_type="dog")
    pets.create(user=owner, pet_name="Mia", pet_type="cat")
    with django_assert_num_queries(4):
        response = browser.get(LIST)
    assert [user.pet_count for user in response.context["cl"].result_list] == [1, 2, 0]


def test_no_page_shows_a_hash(sign_in, staff, owner):
    browser = sign_in(staff)
    secret = owner.password.rpartition("$")[2]
    for address in (LIST, page_of(owner), reverse("admin:auth_user_password_change", args=[owner.pk])):
        response = browser.get(address)
        assert response.status_code == 200
        assert secret not in response.text
        assert "argon2" not in response.text
        assert secret[:6] not in response.text


@pytest.mark.expects_error_log
def test_nobody_searches_by_hash(sign_in, staff, owner):
    response = sign_in(staff).get(LIST, {"password__startswith": "argon2"})
    assert response.status_code == 400


def test_staff_add_a_pet_owner(sign_in, staff):
    response = sign_in(staff).post(ADD, NEW)
    user = User.objects.get(username="zoe")
    assert response["Location"] == page_of(user)
    assert (user.user_role, user.email, user.is_staff) == ("pet_owner", "zoe@example.org", False)
    assert user.check_password("three green apples")
    assert user.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_staff_add_a_child_without_an_address(sign_in, staff):
    sign_in(staff).post(ADD, NEW | {"user_role": "child", "email": ""})
    child = User.objects.get(username="zoe")
    assert child.is_child
    assert child.email.endswith("@children.invalid")


@pytest.mark.parametrize(
    ("changed", "field", "message"),
    [
        ({"username": "OLIVIA"}, "username", "This user name is taken. Please choose another one."),
        ({"email": "OLIVIA@example.org"}, "email", "This e-mail address has an account already."),
        ({"email": ""}, "email", "A pet owner needs an e-mail address."),
        (
            {"password1": "basketball", "password2": "basketball"},
            "password2",
            "Many people use this password, so it is easy to guess. Three words of your own are better.",
        ),
    ],
)
def test_what_is_not_right_is_an_error_of_the_form(sign_in, staff, owner, changed, field, message):
    response = sign_in(staff).post(ADD, NEW | changed)
    assert response.status_code == 200
    assert errors(response) == {field: [message]}
    assert not User.objects.filter(username="zoe").exists()


def test_a_name_taken_at_the_last_moment_is_an_error_of_the_form(sign_in, staff, monkeypatch):
    save = admin.UserAdmin.save_model

    def save_a_moment_later(self, request, obj, form, change):
        UserFactory(username="ZOE", email="other@example.org")
        monkeypatch.undo()
        save(self, request, obj, form, change)

    # The row of the other one is written within our transaction, and goes with it: so it is written once more.
    view = admin.DjangoUserAdmin.changeform_view
    calls = []

    def seen(self, request, *args, **kwargs):
        calls.append(request)
        if len(calls) == 2:
            UserFactory(username="ZOE", email="other@example.org")
        return view(self, request, *args, **kwargs)

    monkeypatch.setattr(admin.UserAdmin, "save_model", save_a_moment_later)
    browser = sign_in(staff)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(admin.DjangoUserAdmin, "changeform_view", seen)
        response = browser.post(ADD, NEW)
    assert len(calls) == 2
    assert errors(response) == {"username": ["This user name is taken. Please choose another one."]}
    assert [user.username for user in User.objects.exclude(pk=staff.pk)] == ["ZOE"]


def test_staff_change_a_person_and_the_password_stays(sign_in, staff, owner):
    response = sign_in(staff).post(page_of(owner), form_of(owner, first_name="Olive", email="new@example.org"))
    assert response["Location"] == LIST
    owner.refresh_from_db()
    assert (owner.first_name, owner.email) == ("Olive", "new@example.org")
    assert owner.check_password(PASSWORD)


@pytest.mark.parametrize(("field", "value"), [("username", "SAMIRA"), ("email", "Samira@example.org")])
def test_two_people_cannot_share_a_name(sign_in, staff, owner, stranger, field, value):
    response = sign_in(staff).post(page_of(owner), form_of(owner, **{field: value}))
    assert response.status_code == 200
    assert list(errors(response)) == [field]


def test_a_child_cannot_be_made_staff(sign_in, staff, child):
    response = sign_in(staff).post(page_of(child), form_of(child, is_staff="on"))
    assert errors(response) == {"__all__": ["Staff are grown-ups: a child cannot be staff."]}


def test_staff_set_a_password_by_the_same_rules(sign_in, staff, owner):
    browser, address = sign_in(staff), reverse("admin:auth_user_password_change", args=[owner.pk])
    refused = browser.post(address, {"password1": "basketball", "password2": "basketball"})
    assert refused.status_code == 200
    owner.refresh_from_db()
    assert owner.check_password(PASSWORD)
    accepted = browser.post(address, {"password1": "three green apples", "password2": "three green apples"})
    assert accepted["Location"] == page_of(owner)
    owner.refresh_from_db()
    assert owner.check_password("three green apples")


def test_staff_give_a_child_a_guardian(sign_in, staff, owner):
    child = UserFactory(child=True)
    row = {"guardianships-0-guardian": owner.pk, "guardianships-0-place": 1, "guardianships-TOTAL_FORMS": 1}
    response = sign_in(staff).post(page_of(child), form_of(child, **row))
    assert response["Location"] == LIST
    assert list(child.guardians.all()) == [owner]


def test_a_child_is_no_guardian_in_the_admin_either(sign_in, staff, child):
    other = UserFactory(child=True)
    row = {"guardianships-0-guardian": child.pk, "guardianships-0-place": 1, "guardianships-TOTAL_FORMS": 1}
    response = sign_in(staff).post(page_of(other), form_of(other, **row))
    assert response.status_code == 200
    assert "A guardian is a pet owner." in response.text
    assert not other.guardians.exists()


def test_staff_put_people_into_groups(sign_in, staff, owner):
    group = Group.objects.create(name="Moderators")
    row = {"groupmembership_set-0-group": group.pk, "groupmembership_set-TOTAL_FORMS": 1}
    response = sign_in(staff).post(page_of(owner), form_of(owner, **row))
    assert response["Location"] == LIST
    assert list(owner.groups.all()) == [group]


def test_staff_delete_a_person_with_all_that_is_theirs(sign_in, staff, owner, child):
    address = reverse("admin:accounts_user_delete", args=[owner.pk])
    browser = sign_in(staff)
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"post": "yes"})["Location"] == LIST
    assert not User.objects.filter(pk=owner.pk).exists()
    assert not Guardianship.objects.exists()


def test_who_may_not_do_everything_makes_nobody_staff(sign_in, helper, owner):
    browser = sign_in(helper)
    assert browser.get(page_of(owner)).status_code == 200
    for user in (owner, helper):
        browser.post(page_of(user), form_of(user, is_staff="on", is_superuser="on"))
        user.refresh_from_db()
        assert (user.is_staff, user.is_superuser) == (user == helper, False)


def test_who_may_not_do_everything_cannot_become_somebody_who_may(sign_in, helper, staff):
    browser = sign_in(helper)
    new = {"password1": "three green apples", "password2": "three green apples"}
    assert browser.post(reverse("admin:auth_user_password_change", args=[staff.pk]), new).status_code == 403
    assert browser.post(page_of(staff), form_of(staff)).status_code == 403
    assert browser.post(reverse("admin:accounts_user_delete", args=[staff.pk]), {"post": "yes"}).status_code == 403
    staff.refresh_from_db()
    assert staff.check_password(PASSWORD)


def test_who_may_not_do_everything_joins_no_group(sign_in, helper, owner):
    """A group gives rights, so this would be a way to lift oneself."""
    group = Group.objects.create(name="Everything")
    row = {"groupmembership_set-0-group": group.pk, "groupmembership_set-TOTAL_FORMS": 1}
    for user in (helper, owner):
        sign_in(helper).post(page_of(user), form_of(user, **row))
        assert group not in user.groups.all()


def test_who_may_not_do_everything_changes_no_membership(sign_in, helper):
    membership = helper.groupmembership_set.get()
    everything = Group.objects.create(name="Everything")
    row = {
        "groupmembership_set-TOTAL_FORMS": 1,
        "groupmembership_set-INITIAL_FORMS": 1,
        "groupmembership_set-0-id": membership.pk,
        "groupmembership_set-0-user": helper.pk,
        "groupmembership_set-0-group": everything.pk,
    }
    sign_in(helper).post(page_of(helper), form_of(helper, **row))
    assert [group.name for group in helper.groups.all()] == ["People"]


def test_guardianships_are_listed_at_the_same_cost_for_one_and_for_three(
    sign_in, staff, owner, child, django_assert_num_queries
):
    browser, address = sign_in(staff), reverse("admin:accounts_guardianship_changelist")
    browser.get(address)
    with django_assert_num_queries(3):  # the session with its person; counted; fetched with both people
        browser.get(address)
    for _ in range(2):
        GuardianshipFactory(guardian=owner)
    with django_assert_num_queries(3):
        assert len(browser.get(address).context["cl"].result_list) == 3


def test_staff_find_a_guardianship_by_either_of_the_two(sign_in, staff, owner, child, stranger):
    GuardianshipFactory(guardian=stranger)
    address = reverse("admin:accounts_guardianship_changelist")
    for words in ("kit", "olivia"):
        found = sign_in(staff).get(address, {"q": words}).context["cl"].result_list
        assert [str(guardianship) for guardianship in found] == ["olivia – kit"]


def test_people_can_be_looked_up_while_typing(sign_in, staff, owner, stranger):
    fields = {"app_label": "accounts", "model_name": "guardianship", "field_name": "guardian", "term": "sami"}
    response = sign_in(staff).get(reverse("admin:autocomplete"), fields)
    assert response.json()["results"] == [{"id": str(stranger.pk), "text": "samira"}]


@pytest.mark.parametrize("pk", ["0", "x", "99999999999999999999", "1%00"])
def test_an_id_that_is_nobodys_leads_back(sign_in, staff, pk):
    assert sign_in(staff).get(f"{LIST}{pk}/change/").status_code in (302, 404)
