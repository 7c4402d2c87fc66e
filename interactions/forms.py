"""What people write: comments and messages, as plain text."""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from interactions import rules

# Marks that turn the direction of the text after them: they could make the rest of a page read backwards.
TURNING_MARKS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


class PlainTextField(forms.CharField):
    """Text of some lines. What cannot be seen or printed is taken out, and line ends become one character."""

    widget = forms.Textarea

    def to_python(self, value):
        value = super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")
        kept = (
            mark
            for mark in value
            if mark == "\n" or (unicodedata.category(mark) not in ("Cc", "Cs") and mark not in TURNING_MARKS)
        )
        return "".join(kept).strip()

    def validate(self, value):
        super().validate(value)
        if value and not any(mark.isprintable() and not mark.isspace() for mark in value):
            raise ValidationError(self.error_messages["required"], code="required")


class CommentForm(forms.Form):
    """A comment on a pet."""

    text = PlainTextField(
        label=_("Your comment"),
        max_length=rules.COMMENT_LENGTH,
        error_messages={"required": _("Write a few words first.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RequestForm(forms.Form):
    """The message with which a grown-up asks for a pet."""

    text = PlainTextField(
        label=_("Your message to the owner"),
        help_text=_("Who lives with you, what home you can give, and what you would like to know."),
        max_length=rules.MESSAGE_LENGTH,
        error_messages={"required": _("Write a few words to the owner.")},
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class WishForm(forms.Form):
    """The words with which a child wishes for a pet; its guardians alone read them."""

    text = PlainTextField(
        label=_("Why do you wish for this pet?"),
        help_text=_("Only your grown-up can read this."),
        max_length=rules.MESSAGE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
