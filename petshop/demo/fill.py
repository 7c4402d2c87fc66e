"""Fills a database with the demo: a family that one can sign in as, and as much life around it as asked."""

import datetime
import random
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from accounts.factories import GuardianshipFactory, UserFactory, hashed
from accounts.models import User
from interactions.factories import UserInteractionFactory
from interactions.models import UserInteraction
from matchmaking.factories import MatchmakingCriteriaFactory
from matchmaking.models import MatchmakingCriteria
from pets.factories import PetFactory
from pets.models import Pet
from pets.traits import derive
from petshop.demo import texts

#: Rows that go to the database at once.
BATCH = 2_000
#: The people whom a reader of the README signs in as.
OWNER, CHILD, STAFF, NEIGHBOUR = "owner", "child", "staff", "neighbour"

DAY = datetime.timedelta(days=1)


@dataclass
class Counts:
    """How many rows the demo has made."""

    people: int = 0
    pets: int = 0
    interactions: int = 0
    criteria: int = 0


class Demo:
    """Makes up the demo.

    Args:
        pets: how many pets; people and what they do follow from it.
        seed: the same seed gives the same demo.
        now: the moment before which everything happens.
        password: of everybody in it.
        progress: called with the number of pets of each batch that is written.
    """

    def __init__(self, *, pets, seed, now, password, progress=lambda pets: None):
        self.size, self.now, self.progress = pets, now, progress
        self.random = random.Random(seed)  # noqa: S311 (nothing secret is made of it)
        self.password_hash = hashed(password)
        self.counts = Counts()

    def fill(self):
        """Write the demo in one transaction and return its `Counts`; raises IntegrityError if a name is taken."""
        with transaction.atomic():
            owner, child, neighbour = self._family()
            owners = self._owners(max(4, self.size // 8))
            remaining = self.size
            while remaining:
                batch = self._pets(min(BATCH, remaining), [owner, neighbour, *owners])
                self._life_around(batch, [neighbour, *owners])
                remaining -= len(batch)
                self.progress(len(batch))
            self._story_of_the_family(owner, child, neighbour)
        return self.counts

    # --- People

    def _family(self):
        """The people whom one signs in as: a pet owner with a child, staff, and the neighbour who asks."""
        password = {"password": self.password_hash}
        owner = UserFactory(username=OWNER, first_name="Olivia", last_name="Berg", **password)
        child = UserFactory(child=True, username=CHILD, email="child-demo@children.invalid", **password)
        GuardianshipFactory(child=child, guardian=owner)
        UserFactory(staff=True, username=STAFF, first_name="Stella", last_name="Grant", **password)
        neighbour = UserFactory(username=NEIGHBOUR, first_name="Nadia", last_name="Okafor", **password)
        self.counts.people += 4
        return owner, child, neighbour

    def _owners(self, number):
        people = []
        for index in range(number):
            first, last = self.random.choice(texts.FIRST_NAMES), self.random.choice(texts.LAST_NAMES)
            username = f"{first}.{last}{index}".lower()
            people.append(
                UserFactory.build(
                    username=username,
                    email=f"{username}@example.org",
                    first_name=first,
                    last_name=last,
                    password=self.password_hash,
                    created_at=self._moment(900),
                )
            )
        self.counts.people += number
        return User.objects.bulk_create(people, batch_size=BATCH)

    # --- Pets

    def _pets(self, number, owners):
        types, shares = zip(*texts.TYPE_SHARES.items(), strict=True)
        pets = [
            self._pet(self.random.choice(owners), pet_type)
            for pet_type in self.random.choices(types, shares, k=number)
        ]
        self.counts.pets += number
        return Pet.objects.bulk_create(pets)

    def _pet(self, owner, pet_type):
        chance = self.random.random
        breed, lightest, heaviest, lifespan = self.random.choice(texts.BREEDS[pet_type])
        age = min(int(self.random.expovariate(1 / (lifespan / 4))), lifespan)
        weight = None
        if lightest is not None and chance() < 0.8:
            share_of_adult = 0.5 if age == 0 else 1
            weight = Decimal(str(round(self.random.uniform(lightest, heaviest) * share_of_adult, 2)))
        sentences = [self.random.choice(texts.CHARACTER[pet_type]), self.random.choice(texts.REASONS)]
        fields = {
            "user": owner,
            "pet_name": self.random.choice(texts.PET_NAMES),
            "pet_type": pet_type,
            "breed": breed if chance() < 0.95 else None,
            "age": age if chance() < 0.95 else None,
            "weight": weight,
            "availability": self.random.choices(
                [Pet.Availability.AVAILABLE, Pet.Availability.SHOWN, Pet.Availability.REHOMED], [82, 10, 8]
            )[0],
            "price": self.random.choice([None, 0, 0, 20, 50, 80, 150, 250]),
            "description": " ".join(sentences if chance() < 0.9 else sentences[:1]),
            "good_with_children": self.random.choice([True, True, None, False]),
            "created_at": self._moment(400),
        }
        if chance() < 0.25:
            level = self.random.choice(Pet.Activity.values)
            fields |= {"activity_level": level, "activity_source": Pet.Source.OWNER}
        return self._derived(**fields)

    def _derived(self, **fields):
        """Return an unsaved pet; what the fields leave out of size and activity is derived from the others."""
        unsaid = {"size": None, "size_source": "", "activity_level": None, "activity_source": ""}
        pet = PetFactory.build(**unsaid | fields)
        derive(pet)
        return pet

    # --- What people do

    def _life_around(self, pets, people):
        """Likes, comments and shares of these pets, and what some of the people look for."""
        interactions = []
        for pet in pets:
            admirers = self.random.sample(people, k=min(len(people), self.random.choice([0, 1, 1, 2, 3, 5])))
            for person in admirers:
                interactions.append(self._interaction(person, pet))
                if self.random.random() < 0.2:
                    text = self.random.choice(texts.COMMENTS)
                    interactions.append(self._interaction(person, pet, comment=True, content=text))
                if self.random.random() < 0.1:
                    interactions.append(self._interaction(person, pet, share=True))
        UserInteraction.objects.bulk_create(interactions, batch_size=BATCH)
        seekers = self.random.sample(people, k=min(len(people), max(1, len(pets) // 10)))
        criteria = [self._criteria(person) for person in seekers]
        MatchmakingCriteria.objects.bulk_create(criteria, batch_size=BATCH)
        self.counts.interactions += len(interactions)
        self.counts.criteria += len(criteria)

    def _interaction(self, person, pet, **fields):
        # Somewhere between the day that the pet was listed and now.
        moment = pet.created_at + self.random.random() * (self.now - pet.created_at)
        return UserInteractionFactory.build(user=person, pet=pet, created_at=moment, **fields)

    def _criteria(self, person):
        start = self.random.choice([None, 0, 0, 1, 2, 5])
        return MatchmakingCriteriaFactory.build(
            user=person,
            preferred_pet_type=self.random.choice(MatchmakingCriteria.PetType.values),
            age_range_start=start,
            age_range_end=self.random.choice([None, (start or 0) + 1, (start or 0) + 3, (start or 0) + 8]),
            size_preference=self.random.choice(MatchmakingCriteria.Size.values),
            activity_level=self.random.choice(MatchmakingCriteria.Activity.values),
        )

    # --- What is going on at the Bergs'

    def _story_of_the_family(self, owner, child, neighbour):
        """Something of every kind that waits for the family: an answer, a wish, a comment, a match."""
        yesterday = self.now - DAY
        biscuit = self._own_pet(
            owner, "Biscuit", Pet.Type.DOG, "Beagle", 3, "11.40", "Follows the vacuum cleaner."
        )
        self._own_pet(owner, "Luna", Pet.Type.CAT, "Domestic Shorthair", 1, "3.60", "Sleeps in the book shelf.")
        clover = self._own_pet(
            neighbour, "Clover", Pet.Type.OTHER, "Rabbit", 1, "1.60", "Comes for a leaf of dandelion."
        )
        waiting = [
            {"user": neighbour, "pet": biscuit, "request": True, "content": texts.REQUESTS[0]},
            {"user": owner, "pet": clover},
            {"user": child, "pet": clover},
            {"user": child, "pet": clover, "wish": True, "content": "I would brush it every day."},
            {
                "user": child,
                "pet": clover,
                "comment": True,
                "content": texts.CHILD_COMMENTS[1],
                "status": UserInteraction.Status.WAITING,
            },
        ]
        for fields in waiting:
            UserInteractionFactory(**fields, created_at=yesterday)
        MatchmakingCriteriaFactory(
            user=owner,
            name="A quiet cat",
            preferred_pet_type="cat",
            age_range_start=1,
            age_range_end=6,
            activity_level="low",
        )
        MatchmakingCriteriaFactory(
            user=child,
            name="My dream dog",
            preferred_pet_type="dog",
            age_range_start=0,
            age_range_end=4,
            size_preference="small",
            activity_level="high",
        )
        self.counts.pets += 3
        self.counts.interactions += len(waiting)
        self.counts.criteria += 2

    def _own_pet(self, owner, name, pet_type, breed, age, weight, description):
        pet = self._derived(
            user=owner,
            pet_name=name,
            pet_type=pet_type,
            breed=breed,
            age=age,
            weight=Decimal(weight),
            price=0,
            description=description,
            good_with_children=True,
            created_at=self.now - 2 * DAY,
        )
        pet.save()
        return pet

    def _moment(self, days):
        """A moment of the last so many days."""
        return self.now - self.random.random() * days * DAY
