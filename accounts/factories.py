"""People for tests and for the demo."""

import functools

import factory
from django.contrib.auth.hashers import make_password

from accounts.models import Guardianship, User

PASSWORD = "a-long-walk-in-the-rain"


@functools.cache
def hashed(password):
    """Return the hash of a password; the same password is hashed once a process, for it is slow by intent."""
    return make_password(password)


class UserFactory(factory.django.DjangoModelFactory):
    """A pet owner; the traits `child` and `staff` make another kind of person. The password is `PASSWORD`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        child = factory.Trait(
            user_role=User.Role.CHILD,
            username=factory.Sequence(lambda n: f"child{n}"),
            email=factory.LazyAttribute(lambda user: f"{user.username}@children.invalid"),
            first_name=None,
            last_name=None,
        )
        staff = factory.Trait(is_staff=True, is_superuser=True, username=factory.Sequence(lambda n: f"staff{n}"))

    username = factory.Sequence(lambda n: f"owner{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    first_name = "Robin"
    last_name = "Miller"
    user_role = User.Role.PET_OWNER
    password = factory.LazyFunction(lambda: hashed(PASSWORD))


class GuardianshipFactory(factory.django.DjangoModelFactory):
    """A grown-up who decides for a child."""

    class Meta:
        model = Guardianship

    child = factory.SubFactory(UserFactory, child=True)
    guardian = factory.SubFactory(UserFactory)
    place = 1
