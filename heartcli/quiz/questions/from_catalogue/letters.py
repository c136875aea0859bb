"""Games with the letters of a title: vowels left out, animals hidden."""

import re
from zlib import crc32

from heartcli.text.folding import fold

_MIN_CONSONANTS = 5
_GROUPS = (2, 3, 4)  # consonants to write together
_MIN_HIDDEN_LETTERS = 4  # of an animal within one word
# Patterns are compiled on first use, to start faster.
_ANIMAL_NAMES = (
    "adder", "ant", "ape", "aristocat", "asp", "ass", "bat", "bear", "beaver", "bee", "bird",
    "bison", "boa", "boar", "buck", "bug", "bull", "butterfly", "calf", "camel", "carp", "cat",
    "clam", "cobra", "cod", "colt", "cow", "crab", "crane", "crow", "cub", "deer", "dodo", "doe",
    "dog", "dove", "duck", "eagle", "eel", "egret", "elephant", "elk", "emu", "ewe", "fawn",
    "finch", "fish", "flea", "fly", "foal", "fox", "frog", "gnat", "gnu", "goat", "goose",
    "gorilla", "grouse", "gull", "hare", "hawk", "hen", "heron", "hind", "hog", "hornet", "horse",
    "hound", "hyena", "ibex", "ibis", "insect", "jay", "kid", "kite", "kiwi", "koala", "lamb",
    "lark", "lemur", "leopard", "lice", "lion", "lizard", "llama", "louse", "lynx", "macaw", "mare",
    "marten", "mice", "midge", "mink", "mite", "mole", "monkey", "moose", "moth", "mouse", "mule",
    "mussel", "newt", "ocelot", "orca", "ostrich", "otter", "owl", "ox", "oyster", "panda",
    "panther", "parrot", "perch", "pig", "pike", "pony", "poodle", "prawn", "puma", "pussycat",
    "pup", "python", "rabbit", "ram", "rat", "raven", "ray", "rhino", "roach", "robin", "rook",
    "salmon", "seal", "shark", "sheep", "shrew", "shrimp", "skunk", "sloth", "slug", "snail",
    "snake", "snipe", "sole", "sow", "sparrow", "spider", "squid", "stag", "steer", "stoat",
    "stork", "swan", "swift", "tapir", "tern", "tick", "tiger", "tit", "toad", "tortoise", "trout",
    "tuna", "turkey", "turtle", "vermin", "viper", "vole", "vulture", "walrus", "wasp", "weasel",
    "werewolf", "whale", "wolf", "wolves", "worm", "wren", "yak", "zebra",
    # These never hide, but a title may name them openly.
    "albatross", "alligator", "anaconda", "animal", "antelope", "baboon", "badger", "barracuda",
    "beast", "beetle", "buffalo", "bunny", "buzzard", "canary", "caterpillar", "centipede",
    "cheetah", "chicken", "chimp", "condor", "cougar", "coyote", "creature", "cricket", "crocodile",
    "cuckoo", "dingo", "dinosaur", "dolphin", "donkey", "dragon", "falcon", "ferret", "flamingo",
    "gazelle", "gibbon", "giraffe", "gremlin", "hamster", "hedgehog", "herring", "hippo", "jackal",
    "jaguar", "jellyfish", "kangaroo", "kitten", "kong", "leech", "lobster", "locust", "magpie",
    "mammoth", "minnow", "mosquito", "mustang", "nightingale", "octopus", "partridge", "peacock",
    "pelican", "penguin", "pheasant", "pigeon", "piranha", "porcupine", "puppy", "quail",
    "raccoon", "raptor", "rooster", "scorpion", "serpent", "squirrel", "stallion", "starling",
    "tarantula", "termite", "unicorn", "vixen", "wombat", "woodpecker",
)  # fmt: skip
_ANIMALS_TO_FIND = (  # to hide; not the otter, which is in every Harry Potter
    "ape", "bat", "bear", "bee", "camel", "cat", "cow", "crab", "crow", "deer", "dog", "duck",
    "eagle", "eel", "elk", "emu", "fish", "fly", "fox", "frog", "gnu", "goat", "goose", "hare",
    "hawk", "heron", "horse", "lamb", "lion", "mole", "moth", "mouse", "mule", "newt",
    "owl", "panda", "pig", "pony", "rat", "raven", "rhino", "robin", "seal", "shark", "sheep",
    "shrew", "snail", "stag", "stork", "swan", "tiger", "toad", "trout", "turtle", "viper", "vole",
    "wasp", "weasel", "whale", "wolf", "worm", "wren", "yak", "zebra",
)  # fmt: skip


def without_vowels(title: str, key: str) -> str:
    """A title's consonants in odd groups, such as "CSB LNC"; "" if that isn't possible.

    The key, such as a film's id, decides where the gaps are.
    """
    rest = consonants(title)
    groups, seed = [], crc32(key.encode())
    while len(rest) > _GROUPS[-1]:
        length = _GROUPS[seed % len(_GROUPS)]
        seed //= len(_GROUPS)
        groups.append(rest[:length])
        rest = rest[length:]
    return " ".join([*groups, rest])


def consonants(title: str) -> str:
    """A title's consonants, in capitals; "" if they are too few, or if it has digits or symbols."""
    if re.search(r"[^\w\s'’,!?&.-]|\d", title):
        return ""
    letters = re.sub(r"[^a-z]|[aeiou]", "", fold(title))
    return letters.upper() if len(letters) >= _MIN_CONSONANTS else ""


def find_animal(title: str) -> tuple[int, int] | None:
    """Where in a title its only animal hides; None if there is none, or if it starts a word."""
    text = _letters(title)
    animal, *others = _animals_in(text) or [""]
    if others or animal not in _ANIMALS_TO_FIND or text.count(animal) > 1:
        return None
    places = [place for place, character in enumerate(title) for _ in _letters(character)]
    first = text.index(animal)
    start, end = places[first], places[first + len(animal) - 1] + 1
    hidden = title[start:end]
    is_hidden = title[:start][-1:].isalpha() and not re.search(r"[^\w ]", hidden)
    is_long = len(animal) >= _MIN_HIDDEN_LETTERS or " " in hidden
    return (start, end) if is_hidden and is_long else None


def has_animal(title: str) -> bool:
    """Whether the letters of a title contain an animal anywhere."""
    return bool(_animals_in(_letters(title)))


def _letters(text: str) -> str:
    """The letters of a text, folded."""
    return "".join(filter(str.isalpha, fold(text)))


def _animals_in(text: str) -> list[str]:
    """The animals in a text, except those within another animal's name."""
    found = [animal for animal in _ANIMAL_NAMES if animal in text]
    return [a for a in found if not any(a in other for other in found if other != a)]
