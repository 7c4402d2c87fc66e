from django.contrib.sessions.backends.signed_cookies import SessionStore  # noqa: F401
