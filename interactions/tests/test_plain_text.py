"""What people write is plain text of a length that is held."""

import pytest

from interactions.forms import CommentForm, RequestForm, WishForm


def cleaned(text, form=CommentForm):
    """Return (text that is kept, None), or (None, the codes of the errors)."""
    form = form({"text": text})
    if form.is_valid():
        return form.cleaned_data["text"], None
    return None, [error.code for error in form.errors["text"].as_data()]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("What a dog!", "What a dog!"),
        ("  spaces around \n", "spaces around"),
        ("two\r\nlines\rand three", "two\nlines\nand three"),
        ("bell \a and escape \x1b[31m and tab\there", "bell  and escape [31m and tabhere"),
        ("nul\0nul", "nulnul"),
        ("turned \u202etxt", "turned txt"),
        ("family 👨‍👩‍👧 ok", "family 👨‍👩‍👧 ok"),
        ("<b>bold</b> & so on", "<b>bold</b> & so on"),
        ("Ünïcödé 日本語 עברית", "Ünïcödé 日本語 עברית"),
    ],
)
def test_what_cannot_be_seen_is_taken_out_and_the_rest_is_kept(written, kept):
    assert cleaned(written) == (kept, None)


@pytest.mark.parametrize("written", ["", "   ", "\n\n", "\0\0", "\u200b\u200b", "\u00a0", "\x07"])
def test_a_comment_needs_something_to_read(written):
    assert cleaned(written) == (None, ["required"])
    assert cleaned(written, RequestForm) == (None, ["required"])


def test_a_wish_needs_no_words():
    assert cleaned("", WishForm) == ("", None)


@pytest.mark.parametrize(("form", "length"), [(CommentForm, 500), (RequestForm, 1000), (WishForm, 1000)])
def test_the_length_is_counted_in_characters_as_they_are_kept(form, length):
    assert cleaned("ü" * length, form) == ("ü" * length, None)
    assert cleaned("x" * (length - 1) + "\r\n" + "y", form) == (None, ["max_length"])
    assert cleaned("x" * (length - 2) + "\r\n" + "y", form)[1] is None
    assert cleaned("x" * (length + 1), form) == (None, ["max_length"])


def test_the_box_knows_its_length():
    assert 'maxlength="500"' in str(CommentForm()["text"])
