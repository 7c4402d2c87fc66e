"""The drawn picture of a pet: which one it is follows from its type, the words of its breed, and its number.

The files stand in ``static/pictures``; ``docs/pictures/make.py`` drew them.
"""

import re
from typing import NamedTuple

from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

WIDTHS = (480, 960)

#: How many pictures there are of each animal, and what the picture is called for who can't see it.
ANIMALS = {
    "dog": (9, _("Drawing of a dog")),
    "poodle": (3, _("Drawing of a poodle")),
    "cat": (7, _("Drawing of a cat")),
    "black-cat": (3, _("Drawing of a black cat")),
    "parrot": (3, _("Drawing of a parrot")),
    "bird": (3, _("Drawing of a bird")),
    "dove": (1, _("Drawing of a dove")),
    "chicken": (2, _("Drawing of a chicken")),
    "duck": (2, _("Drawing of a duck")),
    "turtle": (3, _("Drawing of a turtle")),
    "lizard": (3, _("Drawing of a lizard")),
    "snake": (2, _("Drawing of a snake")),
    "frog": (1, _("Drawing of a frog")),
    "fish": (5, _("Drawing of a fish")),
    "rabbit": (3, _("Drawing of a rabbit")),
    "hamster": (3, _("Drawing of a hamster")),
    "mouse": (2, _("Drawing of a mouse")),
    "chipmunk": (1, _("Drawing of a chipmunk")),
    "hedgehog": (2, _("Drawing of a hedgehog")),
    "horse": (2, _("Drawing of a horse")),
    "goat": (1, _("Drawing of a goat")),
    "pig": (1, _("Drawing of a pig")),
    "sheep": (1, _("Drawing of a sheep")),
    "llama": (1, _("Drawing of a llama")),
    "ferret": (1, _("Drawing of a ferret")),
    "snail": (1, _("Drawing of a snail")),
    "crab": (1, _("Drawing of a crab")),
    "other": (3, _("Drawing of paw prints")),
}

#: Animal by a word of the breed, for each type; the first animal that has one of the words is taken.
WORDS = {
    "dog": {"poodle": "poodle labradoodle goldendoodle cockapoo cavapoo maltipoo"},
    "cat": {"black-cat": "black bombay"},
    "bird": {
        "dove": "dove pigeon",
        "parrot": "parrot parrotlet macaw parakeet budgerigar budgie cockatiel cockatoo lovebird conure amazon "
        "lory lorikeet grey pionus rosella eclectus galah ringneck caique",
        "chicken": "chicken hen rooster bantam cockerel silkie",
        "duck": "duck goose mallard swan",
    },
    "reptile": {
        "turtle": "turtle tortoise terrapin slider cooter",
        "snake": "snake python boa kingsnake anaconda viper hognose",
        "frog": "frog toad",
    },
    "fish": {"crab": "crab shrimp crayfish lobster"},
    "other": {
        "rabbit": "rabbit bunny lop lionhead hare angora",
        "hamster": "hamster guinea cavy",
        "mouse": "mouse mice rat gerbil",
        "chipmunk": "chipmunk squirrel chinchilla degu",
        "hedgehog": "hedgehog tenrec",
        "horse": "horse pony donkey mule",
        "goat": "goat",
        "pig": "pig",
        "sheep": "sheep ewe lamb",
        "llama": "llama alpaca",
        "ferret": "ferret mink otter",
        "frog": "frog toad axolotl newt salamander",
        "turtle": "turtle tortoise",
        "snail": "snail",
        "crab": "crab",
    },
}
#: The animal of a type when no word tells.
USUAL = {"dog": "dog", "cat": "cat", "bird": "bird", "reptile": "lizard", "fish": "fish", "other": "other"}

#: Pictures that have the coat that a word of the breed names: colours first, then what is usual for a breed.
COATS = {
    "dog": {
        "black": (2, 6),
        "white": (5, 8),
        "chocolate brown": (7,),
        "red": (3,),
        "grey gray": (9,),
        "golden labrador retriever beagle": (1, 4),
        "rottweiler doberman newfoundland": (2, 6),
        "samoyed maltese bichon westie": (5, 8),
        "setter vizsla": (3,),
        "husky weimaraner schnauzer malamute": (9,),
    },
    "cat": {
        "orange ginger red": (1, 3),
        "grey gray blue": (2, 7),
        "white": (4,),
        "siamese ragdoll birman himalayan": (5,),
        "brown tabby havana": (6,),
    },
}


class Picture(NamedTuple):
    """A picture by the name of its file, without width and ending, and the words that stand in for it."""

    name: str
    alt: str

    def url(self, width):
        """Return the address of the picture at a width of `WIDTHS`."""
        return static(f"pictures/{self.name}-{width}.webp")


def picture_of(pet):
    """Return the `Picture` of a pet: always the same for the same pet, different ones for neighbours."""
    words = re.findall(r"[^\W\d_]+", (pet.breed or "").casefold())
    words = {*words, *(word.removesuffix("s") for word in words)}
    animal = _first(WORDS.get(pet.pet_type, {}), words) or USUAL.get(pet.pet_type, "other")
    count, alt = ANIMALS[animal]
    numbers = next(
        (numbers for coat, numbers in COATS.get(animal, {}).items() if words & set(coat.split())),
        range(1, count + 1),
    )
    return Picture(f"{animal}-{numbers[(pet.pk or 0) % len(numbers)]}", alt)


def _first(animals, words):
    return next((animal for animal, names in animals.items() if words & set(names.split())), None)
