"""A pet beside the set of criteria that it was compared with: what pages and commands show."""

from dataclasses import dataclass
from functools import cached_property

from matchmaking import reasons, scoring


@dataclass(frozen=True)
class Match:
    """One pet and one set of criteria; `score` and `parts` are worked out when asked for."""

    criteria: object
    pet: object

    @cached_property
    def score(self):
        return scoring.score(self.criteria, self.pet)

    @cached_property
    def parts(self):
        """The parts that count, with their sentences (see `reasons.parts`)."""
        return reasons.parts(self.criteria, self.pet, self.score)
