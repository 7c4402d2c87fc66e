"""``manage.py demo`` fills the database with a lively site, the same each time from a seed."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from interactions.models import UserInteraction
from matchmaking.models import MatchmakingCriteria
from pets.breeds import candidates
from pets.models import Pet
from petshop.demo import texts
from petshop.management.commands.demo import PASSWORD


@pytest.fixture
def demo(db, capsys, settings):
    """Return a function that runs the command and gives what it printed."""
    settings.DEBUG = True

    def demo(**options):
        call_command("demo", **{"size": "40", **options})
        return capsys.readouterr().out

    return demo


def contents():
    """Everything that the demo makes up, without keys and times."""
    return [
        list(User.objects.order_by("pk").values_list("username", "email", "first_name", "user_role")),
        list(
            Pet.objects.order_by("pk").values_list(
                "pet_name", "pet_type", "breed", "age", "weight", "size", "activity_level", "user__username"
            )
        ),
        list(UserInteraction.objects.order_by("pk").values_list("user__username", "interaction_type", "content")),
        list(MatchmakingCriteria.objects.order_by("pk").values_list("preferred_pet_type", "age_range_end")),
    ]


def test_the_demo_has_something_of_everything(demo):
    printed = demo()
    assert Pet.objects.count() == 43
    assert f"{User.objects.count()} people, 43 pets" in printed
    assert set(UserInteraction.objects.values_list("interaction_type", flat=True)) == {
        "like",
        "comment",
        "share",
        "purchase",
    }
    assert set(UserInteraction.objects.purchases().values_list("status", flat=True)) == {"requested", "wish"}
    assert set(Pet.objects.values_list("pet_type", flat=True)) == set(Pet.Type.values)


@pytest.mark.parametrize("username", ["owner", "child", "staff"])
def test_the_printed_people_sign_in_with_the_printed_password(demo, client, username):
    printed = demo()
    assert f"    {username} " in printed
    assert f"with the password {PASSWORD}" in printed
    assert client.login(username=username, password=PASSWORD)


def test_the_child_has_a_guardian_and_the_member_of_staff_is_one(demo):
    demo()
    assert list(User.objects.get(username="child").guardians.all()) == [User.objects.get(username="owner")]
    assert User.objects.get(username="staff").is_staff


def test_the_same_seed_gives_the_same_demo(demo):
    demo(seed=7)
    first = contents()
    User.objects.all().delete()
    demo(seed=7)
    assert contents() == first


def test_another_seed_gives_another_demo(demo):
    demo(seed=7)
    first = contents()
    User.objects.all().delete()
    demo(seed=8)
    assert contents()[1] != first[1]


def test_a_second_run_is_refused_and_changes_nothing(demo):
    demo()
    before = contents()
    with pytest.raises(CommandError, match="already"):
        demo()
    assert contents() == before


def test_if_empty_leaves_a_filled_database_alone_and_prints_the_people_again(demo):
    demo()
    before = contents()
    assert f"with the password {PASSWORD}" in demo(if_empty=True)
    assert contents() == before


def test_if_empty_does_not_mix_the_demo_into_other_peoples_data(demo, stranger):
    assert "no demo was added" in demo(if_empty=True)
    assert list(User.objects.all()) == [stranger]


def test_outside_debug_nobody_knows_the_password_beforehand(demo, client, settings):
    settings.DEBUG = False
    printed = demo()
    assert PASSWORD not in printed
    assert not client.login(username="staff", password=PASSWORD)
    assert client.login(username="staff", password=printed.split("with the password ")[1].strip())


@pytest.mark.parametrize("size", ["0", "-1", "huge", "10000001", "1e3", ""])
def test_a_size_that_makes_no_sense_is_refused(demo, size):
    with pytest.raises(CommandError, match="--size"):
        demo(size=size)
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("pet_type", "breed"), [(pet_type, breed[0]) for pet_type in texts.BREEDS for breed in texts.BREEDS[pet_type]]
)
def test_the_project_knows_the_breeds_of_the_demo(pet_type, breed):
    assert candidates(pet_type, breed) != ()
