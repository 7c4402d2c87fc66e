"""What kind of animal a record speaks of: the words of shelters, and the six types of the contract."""

import functools
import re

from pets.breeds import breeds_of, recognise
from pets.importing.cells import is_nothing, tidy

DOG, CAT, BIRD, REPTILE, FISH, OTHER = "dog", "cat", "bird", "reptile", "fish", "other"

# Words for the type itself. They name no breed: a "Fowl" without a breed stays without one.
_CLASSES = {
    DOG: "dog dogs canine canines k9 puppy puppies pup hund hunde welpe perro chien",
    CAT: "cat cats feline felines kitten kittens katze katzen kater kätzchen gato chat",
    BIRD: "bird birds avian fowl poultry vogel vögel geflügel oiseau",
    REPTILE: "reptile reptiles reptil reptilien",
    FISH: "fish fishes fisch fische",
    OTHER: "mammal mammals rodent rodents marsupial nager nagetier amphibian",
}
# Kinds that are a breed, where the file gives no breed.
_KINDS = {
    BIRD: (
        "chicken hen rooster bantam duck goose turkey parrot parakeet budgie budgerigar cockatiel cockatoo macaw"
        " lovebird conure finch canary pigeon dove quail peafowl peacock peahen pheasant swan guineafowl hawk owl"
        " crow sparrow starling songbird huhn hahn ente gans wellensittich nymphensittich kanarienvogel papagei"
        " taube"
    ),
    REPTILE: (
        "snake python boa lizard gecko iguana chameleon skink turtle tortoise terrapin alligator tegu schlange"
        " schildkröte echse bartagame landschildkröte"
    ),
    FISH: "goldfish betta koi guppy cichlid tetra goldfisch",
    OTHER: (
        "rabbit bunny hare hamster gerbil mouse mice rat chinchilla degu ferret hedgehog cavy pig hog horse pony"
        " donkey mule goat sheep lamb cow cattle calf llama alpaca opossum possum skunk raccoon squirrel fox bat"
        " monkey beaver coyote deer chipmunk groundhog frog toad newt salamander axolotl crab spider tarantula"
        " scorpion insect kaninchen zwergkaninchen hase meerschweinchen frettchen maus ratte rennmaus igel pferd"
        " esel ziege schaf schwein"
    ),
}
# Two words that mean something else together than each for itself.
_PHRASES = {
    "guinea pig": OTHER,
    "guinea pigs": OTHER,
    "guinea fowl": BIRD,
    "guinea hen": BIRD,
    "prairie dog": OTHER,
    "sugar glider": OTHER,
    "bearded dragon": REPTILE,
    "water dragon": REPTILE,
    "hermit crab": OTHER,
    "tree frog": OTHER,
    "pot belly": OTHER,
    "potbelly pig": OTHER,
}
# Drawers into which a shelter puts whatever is neither dog nor cat: the breed tells, else the type is "other".
# Wild animals are taken in too: the shelter's record is imported as it is, and the owner of the list decides with
# --availability whether they may be asked for.
_DRAWERS = frozenset(
    {"other", "others", "exotic", "exotics", "wildlife", "wild", "zoo", "livestock", "farm", "barnyard", "small"}
    | {
        "animal",
        "animals",
        "pocket",
        "pet",
        "pets",
        "furry",
        "and",
        "misc",
        "miscellaneous",
        "kleintier",
        "kleintiere",
    }
    | {"sonstige", "sonstiges", "andere", "exot", "exoten", "invertebrate", "caged", "large", "species", "type"}
)

_TYPE_OF = {word: kind for words in (_CLASSES, _KINDS) for kind, text in words.items() for word in text.split()}
_CLASS_WORDS = frozenset(word for text in _CLASSES.values() for word in text.split())


class UnknownTypeError(Exception):
    """No type fits; the message is the reason in plain words."""


@functools.lru_cache(maxsize=4096)
def kind_of(text, breed="", own_words=()):
    """Return the type and the kind that a record speaks of.

    "Dog" and "Puppy" are ("dog", ""), "Guinea Pig" is ("other", "Guinea Pig"), "Crab/fish" and "Other" are
    whatever their breed says ("Hermit Crab" is "other", "Chicken" is "bird").

    Args:
        text: what stands in the column of the type; may be empty.
        breed: what stands in the column of the breed.
        own_words: pairs (word, type) that the file's owner told, stronger than all others.

    Returns:
        a value of ``Pet.Type``, and the name of the kind where the text is more exact than its type, else "".

    Raises:
        UnknownTypeError: neither text nor breed tells a type.
    """
    text = tidy(text)
    told = dict(own_words)
    if (own := told.get(text.casefold())) or (own := told.get("*")):
        return own, ""
    if is_nothing(text) and text != "0":
        text = ""
    words = _words(text)
    found = _types_in(text)
    if len(found) == 1:
        (pet_type,) = found
        return pet_type, "" if _CLASS_WORDS.intersection(_without_phrases(words)[0]) else _kind_in(text)
    if found or not text or (words and _DRAWERS.issuperset(words)):
        by_breed = _types_in(breed) or _types_of_breed(breed)
        if len(by_breed) == 1:
            return next(iter(by_breed)), ""
        if text:
            return OTHER, ""
        raise UnknownTypeError("it has no type")
    raise UnknownTypeError(f"the type {text!r} is not known")


def _kind_in(text):
    """Return the text without the name of the drawer and in the singular: "Small Animals: Rabbits" is "Rabbit"."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if word.casefold() not in _DRAWERS]
    plural = words[-1].casefold() not in _TYPE_OF and words[-1].casefold().removesuffix("s") in _TYPE_OF
    return " ".join([*words[:-1], words[-1][:-1] if plural else words[-1]])


def _types_in(text):
    """Return the set of types that the words of a text name."""
    words, types = _without_phrases(_words(text))
    for word in words:
        if pet_type := _TYPE_OF.get(word) or _TYPE_OF.get(word.removesuffix("s")):
            types.add(pet_type)
    return types


def _without_phrases(words):
    """Return the words that belong to no phrase, and the set of types that the phrases name."""
    text, types = " ".join(words), set()
    for phrase, pet_type in _PHRASES.items():
        if phrase in text:
            types.add(pet_type)
            text = text.replace(phrase, " ")
    return text.split(), types


def _types_of_breed(text):
    """Return the types that have a breed of this name: "Labrador Retriever" is a dog's, "Bombay" a cat's."""
    return {pet_type for pet_type in _CLASSES if breeds_of(pet_type) and recognise(pet_type, text)}


def _words(text):
    return re.findall(r"[^\W\d_]+(?:9(?!\d))?", text.casefold())
