"""Sets of criteria for tests and for the demo."""

import factory

from accounts.factories import UserFactory
from matchmaking.models import MatchmakingCriteria


class MatchmakingCriteriaFactory(factory.django.DjangoModelFactory):
    """Someone who looks for a dog of 1 to 3 years, the rest open."""

    class Meta:
        model = MatchmakingCriteria

    user = factory.SubFactory(UserFactory)
    preferred_pet_type = MatchmakingCriteria.PetType.DOG
    age_range_start = 1
    age_range_end = 3
    size_preference = MatchmakingCriteria.Size.ANY
    activity_level = MatchmakingCriteria.Activity.ANY
