"""The tag `match_for`: how well the pet of a page fits the person who looks at it."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template

from matchmaking.factories import MatchmakingCriteriaFactory
from pets.factories import PetFactory

pytestmark = pytest.mark.django_db


def draw(pet, user):
    template = Template("{% load matchmaking %}{% match_for pet %}")
    return template.render(Context({"pet": pet, "user": user})).strip()


def parts_of(page):
    return re.findall(r"<li[^>]*><strong>(.*?)</strong>\s*<span>(.*?)</span>", page)


@pytest.fixture
def pet():
    return PetFactory(pet_type="dog", age=4, size="small", activity_level="medium")


def test_someone_with_criteria_sees_the_score_and_the_reasons(pet, stranger, django_assert_num_queries):
    MatchmakingCriteriaFactory(user=stranger, size_preference="small", activity_level="low", name="For the flat")
    with django_assert_num_queries(1):
        page = draw(pet, stranger)
    assert "<strong>72</strong>" in page
    assert "For the flat" in page
    assert parts_of(page) == [
        ("Age 27 of 40", "4 years: you asked for 1 to 3, one year off."),
        ("Size 30 of 30", "Small, as you asked."),
        ("Activity 15 of 30", "Activity medium: you asked for low, one step off."),
    ]


def test_the_best_of_several_sets_counts(pet, stranger, django_assert_num_queries):
    MatchmakingCriteriaFactory(user=stranger, age_range_start=8, age_range_end=9, name="Old")
    MatchmakingCriteriaFactory(user=stranger, age_range_start=4, age_range_end=5, name="First best")
    MatchmakingCriteriaFactory(user=stranger, age_range_start=3, age_range_end=4, name="Second best")
    MatchmakingCriteriaFactory(user=stranger, preferred_pet_type="cat", age_range_end=9, name="Cat")
    with django_assert_num_queries(1):
        page = draw(pet, stranger)
    assert "<strong>100</strong>" in page
    assert "First best" in page


def test_a_low_score_is_said_as_plainly(pet, stranger):
    MatchmakingCriteriaFactory(user=stranger, age_range_start=9, age_range_end=12)
    page = draw(pet, stranger)
    assert "<strong>0</strong>" in page
    assert parts_of(page) == [("Age 0 of 100", "4 years: you asked for 9 to 12, 5 years off.")]


def test_a_set_that_leaves_everything_open_says_so(pet, stranger):
    MatchmakingCriteriaFactory(user=stranger, age_range_start=None, age_range_end=None)
    page = draw(pet, stranger)
    assert "<strong>100</strong>" in page
    assert "You left age, size and activity open." in page


def test_nothing_is_drawn_without_criteria_of_ones_own(pet, owner, stranger):
    MatchmakingCriteriaFactory(user=owner)
    assert draw(pet, stranger) == ""


def test_nothing_is_drawn_for_another_type(pet, stranger):
    MatchmakingCriteriaFactory(user=stranger, preferred_pet_type="cat")
    assert draw(pet, stranger) == ""


def test_nothing_is_drawn_for_ones_own_pet(pet):
    MatchmakingCriteriaFactory(user=pet.user)
    assert draw(pet, pet.user) == ""


@pytest.mark.parametrize("availability", ["shown", "reserved", "rehomed"])
def test_nothing_is_drawn_for_a_pet_that_is_not_available(stranger, availability):
    MatchmakingCriteriaFactory(user=stranger)
    assert draw(PetFactory(availability=availability), stranger) == ""


def test_nothing_is_drawn_for_a_visitor_and_no_query_is_sent(pet, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert draw(pet, AnonymousUser()) == ""
