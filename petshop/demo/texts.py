"""The words of the demo: names, breeds that many people keep, and sentences about pets."""

from pets.models import Pet

FIRST_NAMES = [
    "Ada", "Amir", "Anika", "Ben", "Carla", "Chidi", "Dana", "Elif", "Emil", "Fatou", "Finn", "Greta", "Hana",
    "Ines", "Ivo", "Jamila", "Jonas", "Kaya", "Lars", "Leila", "Maja", "Mateo", "Nadia", "Noor", "Oskar", "Pia",
    "Quinn", "Rosa", "Sami", "Signe", "Tomas", "Uma", "Vera", "Wanda", "Yara", "Zoe",
]  # fmt: skip
LAST_NAMES = [
    "Abara", "Berg", "Castro", "Dahl", "Eriksen", "Fischer", "Grant", "Haddad", "Ito", "Jansen", "Keller",
    "Lindqvist", "Moreau", "Novak", "Okafor", "Petrov", "Quist", "Romero", "Sato", "Thorne", "Ueda", "Vogel",
    "Walsh", "Young", "Zimmer",
]  # fmt: skip
CHILD_WORDS = ["otter", "maple", "comet", "pebble", "clover", "lantern", "puffin", "acorn", "breeze", "river"]

PET_NAMES = [
    "Apollo", "Basil", "Biscuit", "Blue", "Bramble", "Button", "Caramel", "Charlie", "Clementine", "Clover",
    "Coco", "Cosmo", "Daisy", "Dumpling", "Echo", "Ember", "Fern", "Fig", "Freckles", "Ginger", "Hazel",
    "Honey", "Hugo", "Iris", "Ivy", "Jasper", "Juniper", "Kiwi", "Lemon", "Lola", "Lucky", "Luna", "Mango",
    "Maple", "Marble", "Milo", "Minnow", "Mocha", "Moss", "Nala", "Noodle", "Nutmeg", "Olive", "Oreo", "Otis",
    "Pancake", "Peach", "Pepper", "Pickle", "Pip", "Plum", "Poppy", "Pretzel", "Pumpkin", "Quill", "Remy",
    "Rosie", "Saffron", "Sage", "Scout", "Shadow", "Simba", "Sky", "Snowball", "Socks", "Sorrel", "Sprout",
    "Storm", "Sunny", "Teddy", "Thistle", "Toffee", "Truffle", "Velvet", "Waffles", "Willow", "Ziggy",
]  # fmt: skip

#: How many of a hundred pets are of each type, about as in the records of shelters.
TYPE_SHARES = {
    Pet.Type.DOG: 36,
    Pet.Type.CAT: 34,
    Pet.Type.OTHER: 13,
    Pet.Type.BIRD: 7,
    Pet.Type.REPTILE: 5,
    Pet.Type.FISH: 5,
}

#: Breeds by type: (as people write it, usual adult weight in kg from and to, or None; years that it may live).
BREEDS = {
    Pet.Type.DOG: [
        ("Labrador Retriever", 25, 36, 13),
        ("German Shepherd", 22, 40, 12),
        ("Chihuahua", 1.5, 2.7, 16),
        ("Beagle", 9, 14, 14),
        ("Border Collie", 14, 25, 14),
        ("Standard Poodle", 18, 32, 14),
        ("Miniature Schnauzer", 5, 9, 14),
        ("Siberian Husky", 16, 27, 13),
        ("Boxer", 23, 36, 11),
        ("Dachshund", 7, 15, 14),
        ("Great Pyrenees", 38, 55, 11),
        ("Cavalier King Charles Spaniel", 6, 8, 13),
        ("Whippet", 11, 18, 14),
        ("Mixed breed", 6, 30, 14),
    ],
    Pet.Type.CAT: [
        ("Domestic Shorthair", 3, 6, 17),
        ("Domestic Medium Hair", 3, 6, 17),
        ("Siamese", 3, 5, 16),
        ("Maine Coon", 5, 9, 14),
        ("Ragdoll", 4.5, 9, 15),
        ("British Shorthair", 4, 8, 16),
        ("Bengal", 4, 7, 15),
        ("Abyssinian", 3, 5, 15),
    ],
    Pet.Type.OTHER: [
        ("Rabbit", 1.2, 3, 9),
        ("Guinea Pig", 0.7, 1.2, 7),
        ("Hamster", 0.03, 0.15, 3),
        ("Rat", 0.3, 0.5, 3),
        ("Mouse", 0.02, 0.04, 2),
        ("Ferret", 0.7, 2, 8),
        ("Hedgehog", 0.3, 0.6, 6),
    ],
    Pet.Type.BIRD: [
        ("Budgerigar", 0.03, 0.04, 8),
        ("Cockatiel", 0.08, 0.12, 16),
        ("Canary", 0.02, 0.03, 10),
        ("Lovebird", 0.04, 0.06, 12),
        ("Chicken", 1.5, 3.5, 8),
        ("African Grey Parrot", 0.4, 0.5, 40),
    ],
    Pet.Type.REPTILE: [
        ("Bearded Dragon", 0.3, 0.55, 11),
        ("Leopard Gecko", 0.05, 0.09, 15),
        ("Corn Snake", 0.4, 0.9, 18),
        ("Ball Python", 1.2, 2.3, 25),
        ("Red-eared Slider", 0.5, 2, 30),
        ("Hermann's Tortoise", 1, 3, 60),
    ],
    Pet.Type.FISH: [
        ("Goldfish", None, None, 12),
        ("Betta", None, None, 3),
        ("Guppy", None, None, 2),
        ("Neon Tetra", None, None, 6),
        ("Koi", None, None, 25),
        ("Angelfish", None, None, 9),
    ],
}

CHARACTER = {
    Pet.Type.DOG: [
        "Greets everyone at the door, then brings a shoe.",
        "Walks well on the lead and waits at every kerb.",
        "Would swim in every pond if you let it.",
        "Sleeps through thunder and wakes up for cheese.",
        "Knows six tricks and is proud of four of them.",
        "A little shy at first; an hour later you have a friend.",
    ],
    Pet.Type.CAT: [
        "Finds the one sunny spot in the house, every hour a new one.",
        "Purrs as soon as you sit down.",
        "Likes to watch the street from the window sill.",
        "Plays with anything that rolls, above all with walnuts.",
        "Comes when called, if there was nothing better to do.",
        "Gets along with the other cat; has opinions about the vacuum cleaner.",
    ],
    Pet.Type.OTHER: [
        "Busy in the evening, asleep in the morning.",
        "Takes dandelions from the hand.",
        "Builds a new nest every week.",
        "Lives with a companion and should not live alone.",
    ],
    Pet.Type.BIRD: [
        "Sings along with the kettle.",
        "Flies a round through the room every afternoon.",
        "Used to company and to the radio.",
        "Sits on a hand for a bit of millet.",
    ],
    Pet.Type.REPTILE: [
        "Calm, and best watched from a comfortable chair.",
        "Eats well and basks for hours.",
        "Used to being handled gently by grown-ups.",
        "Comes with the terrarium and its lamps.",
    ],
    Pet.Type.FISH: [
        "Glides through the plants all day.",
        "Lives in a planted tank and likes clean, warm water.",
        "One of a small group that should stay together.",
    ],
}
REASONS = [
    "We are moving to a flat that is too small.",
    "Our grandmother can no longer care for it, and we cannot keep two.",
    "Somebody in the family has become allergic.",
    "Born here in spring; the parents live with us.",
    "Came to us as a foundling and is ready for a home of its own.",
    "Work takes us away too much, and that is not fair to a pet.",
]
COMMENTS = [
    "What a face! We had one just like this.",
    "Is it used to living with a cat?",
    "Thank you for writing so much about the character, that helps.",
    "Those ears!",
    "We met this one last week, even nicer than in the description.",
    "How much time does it need every day?",
    "Lovely. I hope it finds a good home soon.",
]
CHILD_COMMENTS = ["So fluffy!", "I would read stories to it.", "Does it like to play?", "It looks so soft."]
REQUESTS = [
    "We have a garden, two school children and somebody at home most of the day.",
    "We kept this kind for twelve years and miss it. Could we come and say hello?",
    "There is room, there is time, and the landlord has agreed in writing.",
    "We would pick it up ourselves and send you a picture now and then.",
]
