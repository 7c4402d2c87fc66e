"""The guard for pages of grown-ups, as other apps use it."""

from django.http import HttpResponse
from django.test import RequestFactory

from accounts.access import pet_owner_required


@pet_owner_required
def page(request, number):
    """A page of another app."""
    return HttpResponse(f"page {number}")


def answer_to(user):
    request = RequestFactory().get("/")
    request.user = user
    return page(request, 7)


def test_a_pet_owner_comes_in(owner, staff):
    assert answer_to(owner).content == b"page 7"
    assert answer_to(staff).content == b"page 7"


def test_a_child_is_told_kindly_why_not(child):
    response = answer_to(child)
    assert response.status_code == 403
    assert "This page is for grown-ups" in response.content.decode()
    assert "page 7" not in response.content.decode()


def test_the_view_keeps_its_name_and_its_words():
    assert (page.__name__, page.__doc__) == ("page", "A page of another app.")
