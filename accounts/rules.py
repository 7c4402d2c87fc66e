"""Who decides for whom, and what a child may be called. The reasons are values: empty means allowed."""

import re
import unicodedata

from django.utils.translation import gettext as _

#: So many digits in a row, separators left out, may be a telephone number or a date of birth.
DIGITS_OF_A_NUMBER = 6
#: A shorter word is looked for as a whole word only: "jo" must not forbid "jolly".
LETTERS_OF_A_WORD = 3


def is_guardian_of(guardian, child):
    """Return whether this person decides for this child. Costs one query."""
    return guardian.children.filter(pk=child.pk).exists()


def may_reset_by_mail(user):
    """Return whether a link for a new password may be mailed to this person (None: there is no such person).

    Never to a child: a grown-up of the family sets a child's password.
    """
    return (
        user is not None and user.is_active and user.is_pet_owner and user.has_mail and user.has_usable_password()
    )


def username_blockers(username, people):
    """Return the reasons why a child cannot have this user name, as sentences (SAFETY C2).

    Args:
        username: what was typed.
        people: the child and its guardians; their names and e-mail addresses must not be part of it.
    """
    reasons = []
    if any(_tells(username, word) for word in _private_words(people)):
        reasons.append(_("Leave out real names and e-mail addresses. An invented name keeps a child private."))
    if re.search(rf"\d{{{DIGITS_OF_A_NUMBER}}}", re.sub(r"[._-]", "", username)):
        reasons.append(_("Leave out long numbers: they look like a telephone number or a birthday."))
    return reasons


def _private_words(people):
    """Yield the names, and the first part of the e-mail address, of each person."""
    for person in people:
        for name in (person.first_name, person.last_name):
            yield from re.split(r"[^\w]+", _folded(name or ""))
            yield _letters(_folded(name or ""))
        if person.has_mail:
            yield _letters(_folded(person.email.partition("@")[0]))


def _tells(username, word):
    username = _folded(username)
    if len(word) < LETTERS_OF_A_WORD:
        return word in re.split(r"[^a-z]+", username) if word else False
    return word in _letters(username)


def _folded(text):
    """Return the text without capitals and accents: user names have neither."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _letters(text):
    """Return letters and digits alone, so that "mil-ler" is found as well."""
    return "".join(letter for letter in text if letter.isalnum())
