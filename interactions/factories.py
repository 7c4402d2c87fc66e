"""Interactions for tests and for the demo."""

import factory

from accounts.factories import UserFactory
from interactions.models import UserInteraction
from pets.factories import PetFactory


class UserInteractionFactory(factory.django.DjangoModelFactory):
    """A like; the traits `comment` (approved), `share`, `request` and `wish` make another interaction."""

    class Meta:
        model = UserInteraction

    class Params:
        comment = factory.Trait(
            interaction_type=UserInteraction.Type.COMMENT,
            status=UserInteraction.Status.APPROVED,
            content=factory.Sequence(lambda n: f"What a lovely pet, {n} times over."),
        )
        share = factory.Trait(interaction_type=UserInteraction.Type.SHARE)
        request = factory.Trait(
            interaction_type=UserInteraction.Type.PURCHASE,
            status=UserInteraction.Status.REQUESTED,
            content="We have a garden and time.",
        )
        wish = factory.Trait(
            interaction_type=UserInteraction.Type.PURCHASE,
            status=UserInteraction.Status.WISH,
            user=factory.SubFactory(UserFactory, child=True),
        )

    user = factory.SubFactory(UserFactory)
    pet = factory.SubFactory(PetFactory)
    interaction_type = UserInteraction.Type.LIKE
