"""The second factor of staff (SAFETY E6): a code from an app (TOTP, RFC 6238), and recovery codes.

`services` knows and changes who has one and which session has shown it, `views` are the pages under
``/accounts/second-factor/``, and ``petshop/admin.py`` asks for it. ``SECOND_FACTOR=false`` switches all of it off.
The tables are those of django-otp; ``docs/decisions/second-factor.md`` says why, and what is stored.
"""
