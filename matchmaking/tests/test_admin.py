"""Sets of criteria in the admin."""

import re

import pytest

from matchmaking.factories import MatchmakingCriteriaFactory
from matchmaking.models import MatchmakingCriteria

pytestmark = pytest.mark.django_db

LIST = "/admin/matchmaking/matchmakingcriteria/"


def column(page, name):
    return re.findall(rf'class="field-{name}">(?:<a[^>]*>)?(.*?)<', page)


def test_staff_see_whose_sets_there_are_newest_first(staff, owner, stranger, sign_in):
    MatchmakingCriteriaFactory(user=owner, name="A dog")
    MatchmakingCriteriaFactory(user=stranger, age_range_end=None)
    MatchmakingCriteriaFactory(user=stranger, age_range_start=None, age_range_end=None)
    page = sign_in(staff).get(LIST).text
    assert re.findall(r"samira|olivia", page.split("result_list")[1]) == [
        "samira",
        "samira",
        "olivia",
    ]
    assert column(page, "ages") == ["any", "1 or older", "1 to 3"]


def test_staff_filter_and_search(staff, owner, stranger, sign_in):
    MatchmakingCriteriaFactory(user=owner, name="A dog")
    MatchmakingCriteriaFactory(user=stranger, preferred_pet_type="cat", name="A cat")
    browser = sign_in(staff)
    for query in ("preferred_pet_type__exact=cat", "q=samira", "q=cat"):
        assert column(browser.get(f"{LIST}?{query}").text, "name") == ["A cat"]
    assert column(browser.get(f"{LIST}?user__user_role__exact=child").text, "name") == []


def test_staff_add_a_set_for_somebody(staff, stranger, sign_in):
    response = sign_in(staff).post(
        f"{LIST}add/",
        {
            "user": stranger.pk,
            "preferred_pet_type": "bird",
            "age_range_start": "",
            "age_range_end": "",
            "size_preference": "any",
            "activity_level": "low",
            "name": "",
        },
    )
    assert response.status_code == 302
    assert list(MatchmakingCriteria.objects.values_list("user", "preferred_pet_type", "activity_level")) == [
        (stranger.pk, "bird", "low")
    ]


def test_the_person_is_found_by_typing(staff, sign_in):
    assert "admin-autocomplete" in sign_in(staff).get(f"{LIST}add/").text


def test_one_set_and_three_sets_cost_the_same_queries(staff, sign_in, django_assert_num_queries):
    """Session with person, the count, the sets with their people."""
    browser = sign_in(staff)
    for _ in range(3):
        MatchmakingCriteriaFactory()
        browser.get(LIST)
        with django_assert_num_queries(3):
            browser.get(LIST)


def test_a_pet_owner_is_sent_away(owner, sign_in):
    response = sign_in(owner).get(LIST)
    assert response.status_code == 302
    assert response.url.startswith("/admin/login/")
