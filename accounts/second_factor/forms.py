"""What people type about the second factor. A code that cannot be one is said so, and is no attempt."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms import ServiceForm


class SpacedCodeField(forms.CharField):
    """A code of which people may leave out or keep the spaces and hyphens that it is shown with.

    Args:
        pattern: what must be left without them.
        mistake: what is said otherwise.
    """

    def __init__(self, *, pattern, mistake, **kwargs):
        self.pattern, self.mistake = pattern, mistake
        super().__init__(max_length=100, error_messages={"required": mistake}, **kwargs)

    def clean(self, value):
        code = re.sub(r"[\s-]", "", super().clean(value)).lower()
        if not re.fullmatch(self.pattern, code):
            raise ValidationError(self.mistake, code="invalid")
        return code


class CodeForm(ServiceForm, forms.Form):
    """The code that the app shows at the moment."""

    code = SpacedCodeField(
        label=_("Code from your app"),
        help_text=_("Six numbers. They change every half minute, and each code works once."),
        pattern=r"[0-9]{6}",
        mistake=_("Type the six numbers that your app shows."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        ),
    )


class RecoveryCodeForm(ServiceForm, forms.Form):
    """One of the codes that were shown when the second factor was set up."""

    code = SpacedCodeField(
        label=_("Recovery code"),
        help_text=_("24 letters and numbers. Each code works once: cross it out."),
        pattern=r"[a-z2-7]{24}",
        mistake=_("A recovery code has 24 letters and numbers, 2 to 7. Type all of it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
