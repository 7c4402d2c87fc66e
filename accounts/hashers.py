"""How passwords are hashed."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2idHasher(Argon2PasswordHasher):
    """Argon2id at OWASP's first recommended setting: 19 MiB, two passes, one lane (SAFETY E1).

    Django's default asks for 100 MiB and 0.4 s a sign-in, which a burst of sign-ins cannot afford. A hash with
    other parameters is made anew at the next sign-in. Source: OWASP Password Storage Cheat Sheet.
    """

    memory_cost = 19456  # KiB
    time_cost = 2
    parallelism = 1
