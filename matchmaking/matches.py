"""A pet beside the set of criteria that it was compared with: what pages and commands show."""

from dataclasses import dataclass
from functools import cached_property

from matchmaking import reasons, scoring


@dataclass(frozen=True)
class Match:
    """One pet and one set of criteria; `score` and `parts` are worked out when asked for.

    `position` is the place in the order of all matches, when the match comes from `engine`.
    """

    criteria: object
    pet: object
    position: object = None

    @cached_property
    def score(self):
        return scoring.score(self.criteria, self.pet)

    @cached_property
    def parts(self):
        """The parts that count, with their sentences (see `reasons.parts`)."""
        return reasons.parts(self.criteria, self.pet, self.score)
