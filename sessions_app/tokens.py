"""The secret in a signed-in person's cookie, and what the table keeps of it (SAFETY F1)."""

import hashlib
import re
import secrets

BYTES = 32  # 256 bits
# What 32 bytes look like in URL-safe base64. A visitor's signed cookie always has a colon.
_SHAPE = re.compile(r"[A-Za-z0-9_-]{43}")


def new_token():
    """Return a new secret: 256 random bits as 43 characters."""
    return secrets.token_urlsafe(BYTES)


def is_token(key):
    """Return whether `key`, a text or None, has the shape of a token; not whether it opens anything."""
    return key is not None and _SHAPE.fullmatch(key) is not None


def hash_of(token):
    """Return what ``sessions.session_token`` holds: SHA-256 in hexadecimal.

    A plain hash is enough: 256 random bits cannot be guessed from it, as a password could.
    """
    return hashlib.sha256(token.encode()).hexdigest()
