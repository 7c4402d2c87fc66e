"""Sessions for tests."""

import hashlib
import secrets

import factory

from accounts.factories import UserFactory
from sessions_app.models import Session


class SessionFactory(factory.django.DjangoModelFactory):
    """A live sign-in whose cookie nobody has."""

    class Meta:
        model = Session

    user = factory.SubFactory(UserFactory)
    session_token = factory.LazyFunction(lambda: hashlib.sha256(secrets.token_bytes(32)).hexdigest())
