"""What a guardian sees of what a child did."""

import re

from interactions.factories import UserInteractionFactory
from interactions.tests.pages import draw
from pets.factories import PetFactory


def activity(child, guardian):
    return draw("{% activity_of child %}", guardian, child=child)


def lines(text):
    """Return each line of the list as plain words."""
    items = re.findall(r"<li>(.*?)</li>", text, re.DOTALL)
    return [" ".join(re.sub(r"<small>.*?</small>|<[^>]*>", " ", item, flags=re.DOTALL).split()) for item in items]


def test_everything_is_there_newest_first(owner, child):
    bella = PetFactory(pet_name="Bella")
    UserInteractionFactory(user=child, pet=bella)
    UserInteractionFactory(user=child, pet=bella, comment=True, status="waiting", content="So soft!")
    UserInteractionFactory(user=child, pet=bella, share=True)
    UserInteractionFactory(user=child, pet=bella, wish=True, content="He looks funny.")
    assert lines(activity(child, owner)) == [
        "Wishes for Bella wish He looks funny.",
        "Shared Bella",
        "Wrote about Bella waiting for a grown-up to look So soft! Take down this comment",
        "Likes Bella",
    ]


def test_what_waits_is_counted_and_linked(owner, child):
    UserInteractionFactory(user=child, comment=True, status="waiting")
    text = activity(child, owner)
    assert "1 thing waits for your answer." in text
    assert 'href="/waiting/"' in text
    UserInteractionFactory(user=child, wish=True)
    UserInteractionFactory(user=child, comment=True)
    assert "2 things wait for your answer." in activity(child, owner)


def test_nothing_waits_when_all_is_answered(owner, child):
    UserInteractionFactory(user=child, comment=True)
    UserInteractionFactory(user=child, wish=True, status="granted")
    assert "/waiting/" not in activity(child, owner)


def test_another_childs_doings_are_not_shown(owner, child):
    UserInteractionFactory(wish=True, content="Not mine")
    text = activity(child, owner)
    assert "Nothing yet." in text
    assert "Not mine" not in text


def test_a_row_without_a_pet_and_without_words_is_drawn(owner, child):
    UserInteractionFactory(user=child, wish=True, pet=None, content=None)
    assert lines(activity(child, owner)) == ["Wishes for wish"]


def test_words_are_text_and_not_markup(owner, child):
    UserInteractionFactory(user=child, comment=True, content="<b>bold</b>")
    assert "<blockquote>&lt;b&gt;bold&lt;/b&gt;</blockquote>" in activity(child, owner)


def test_a_long_history_costs_two_queries_and_thirty_lines(owner, child, django_assert_num_queries):
    UserInteractionFactory.create_batch(31, user=child, comment=True)
    with django_assert_num_queries(2):
        assert len(lines(activity(child, owner))) == 30


def test_the_guardians_page_of_a_child_shows_it(sign_in, owner, child):
    UserInteractionFactory(user=child, comment=True, status="waiting", content="So soft!")
    text = sign_in(owner).get(f"/accounts/family/{child.pk}/").text
    assert "What kit did lately" in text
    assert "1 thing waits for your answer." in text
    assert "So soft!" in text
