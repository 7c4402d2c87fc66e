"""What a new password must be: long enough, and not what others would guess first (SAFETY E2).

No rule asks for capitals, digits or signs, and nothing is trimmed. Source: OWASP ASVS 5.0, V6.2.
"""

import functools
import gzip
import re
import unicodedata
from pathlib import Path

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def folded(text):
    """Return the text as it is compared: no capitals, and no look-alike widths of the same letter."""
    return unicodedata.normalize("NFKC", text).casefold()


class LengthValidator:
    """Refuse passwords that are too short to be safe, or longer than anybody types.

    Args:
        min_length, max_length: the fewest and the most characters.
    """

    def __init__(self, min_length=10, max_length=128):
        self.min_length = min_length
        self.max_length = max_length

    def validate(self, password, user=None):
        if len(password) < self.min_length:
            raise ValidationError(
                _("Use %(min)d characters or more. Three words that you can remember are good."),
                code="password_too_short",
                params={"min": self.min_length},
            )
        if len(password) > self.max_length:
            raise ValidationError(
                _("This is more than we can keep: use %(max)d characters or fewer."),
                code="password_too_long",
                params={"max": self.max_length},
            )

    def get_help_text(self):
        return _("%(min)d characters or more. Three words that you can remember are good.") % {
            "min": self.min_length
        }


@functools.cache
def _more_common_passwords():
    path = Path(__file__).parent / "data" / "common-passwords.txt.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return frozenset(line.strip() for line in lines)


class CommonPasswordValidator(password_validation.CommonPasswordValidator):
    """Refuse what is guessed first: the most common passwords, and what people make of them.

    Of Django's list of 20,000 only 1,780 have ten characters or more; a list of our own (``accounts/data``) adds
    those that it lacks. Long common passwords are mostly short ones made long:
    the same again and again, or with digits and signs around ("sunshine2024!", "123monkey123"). Those are refused
    as well.
    """

    #: A shorter core says little: "ab" is on the list, and "ab7316895520" is not a guess.
    min_core = 4

    def __init__(self):
        super().__init__()
        self.passwords = self.passwords | _more_common_passwords()

    def validate(self, password, user=None):
        password = folded(password).strip()
        # Without the digits and signs before and after.
        letters = [place for place, sign in enumerate(password) if sign.isalpha()]
        core = password[letters[0] : letters[-1] + 1] if letters else ""
        if any(self._is_common(text) for text in (password, core) if len(text) >= self.min_core):
            raise ValidationError(
                _("Many people use this password, so it is easy to guess. Three words of your own are better."),
                code="password_too_common",
            )

    def get_help_text(self):
        return _("Not a password that many people use.")

    def _is_common(self, text):
        lengths = (length for length in range(1, len(text) + 1) if len(text) % length == 0)
        units = [text[:length] for length in lengths if text == text[:length] * (len(text) // length)]
        return len(units[0]) < self.min_core or any(unit in self.passwords for unit in units)


class OwnWordsValidator:
    """Refuse passwords made of words that anyone can see: the site's, and the person's own names and address.

    Args:
        site_words: words of the site, in small letters.
    """

    #: Shorter words turn up in other words by chance: "kit" in "kitchen".
    min_word = 4

    def __init__(self, site_words=("petshop", "pet shop", "pet-shop")):
        self.site_words = site_words

    def validate(self, password, user=None):
        password = folded(password)
        for word in (*self.site_words, *self._words_of(user)):
            if word in password:
                raise ValidationError(
                    _("Leave “%(word)s” out of the password: it is the first thing that others would try."),
                    code="password_own_words",
                    params={"word": word},
                )

    def get_help_text(self):
        return _("Without your own name, and without the name of this site.")

    def _words_of(self, user):
        if user is None:
            return
        address = user.email.partition("@")[0] if user.email and user.has_mail else ""
        for text in (user.username, address, user.first_name, user.last_name):
            whole = folded(text or "")
            for word in {whole, *re.split(r"[\W\d_]+", whole)}:
                if len(word) >= self.min_word:
                    yield word
