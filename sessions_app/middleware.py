from django.contrib.sessions.middleware import SessionMiddleware  # noqa: F401
