"""Pets for tests and for the demo."""

import factory

from accounts.factories import UserFactory
from pets.models import Pet


class PetFactory(factory.django.DjangoModelFactory):
    """A small grown-up dog that looks for a home."""

    class Meta:
        model = Pet

    user = factory.SubFactory(UserFactory)
    pet_name = factory.Sequence(lambda n: f"Pet {n}")
    pet_type = Pet.Type.DOG
    breed = "Beagle"
    age = 3
    weight = "10.50"
    size = Pet.Size.SMALL
    size_source = Pet.Source.OWNER
    activity_level = Pet.Activity.MEDIUM
    activity_source = Pet.Source.OWNER
    description = "Likes long walks."
