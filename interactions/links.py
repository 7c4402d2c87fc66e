"""The short address under which a pet is shared.

It holds the pet's number and a seal over it, nothing about who shared it or when: two people who share the same
pet hand out the same address.
"""

from base64 import b32encode

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "interactions.links"


def token_of(pet_id):
    """Return the token of a pet: its number and eight letters or digits."""
    return f"{pet_id}-{_seal(pet_id, settings.SECRET_KEY)}"


def pet_id_of(token):
    """Return the number of the pet that a token stands for, None when the token is not one of ours.

    Tokens sealed with a key in ``SECRET_KEY_FALLBACKS`` are still good.
    """
    number, _, seal = token.partition("-")
    if not (number.isascii() and number.isdigit()):
        return None
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return int(number) if any(constant_time_compare(seal, _seal(number, key)) for key in keys) else None


def _seal(pet_id, key):
    digest = salted_hmac(SALT, str(pet_id), secret=key, algorithm="sha256").digest()
    return b32encode(digest[:5]).decode().lower()
