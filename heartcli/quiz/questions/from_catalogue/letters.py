"""Wordplay on the letters of a title: leaving its vowels out, finding an animal in it."""

import re
from zlib import crc32

from heartcli.text.folding import fold

_MIN_CONSONANTS = 5
_GROUPS = (2, 3, 4)  # consonants to write together
_MIN_HIDDEN_LETTERS = 4  # of an animal within one word
_ANIMALS_TO_FIND = (  # no otters or emus: every Potter and Muppet film has one
    "ape", "bat", "bear", "bee", "camel", "cat", "cow", "crab", "crow", "deer", "dog", "duck",
    "eagle", "eel", "elk", "fish", "fly", "fox", "frog", "gnu", "goat", "goose", "hare",
    "hawk", "heron", "horse", "lamb", "lion", "mole", "moth", "mouse", "mule", "newt", "owl",
    "panda", "pig", "pony", "rat", "raven", "rhino", "robin", "seal", "shark", "sheep", "shrew",
    "snail", "stag", "stork", "swan", "tiger", "toad", "trout", "turtle", "viper", "vole", "wasp",
    "weasel", "whale", "wolf", "worm", "wren", "yak", "zebra",
)  # fmt: skip
_ANIMALS = (
    *_ANIMALS_TO_FIND, "emu",
    "adder", "albatross", "alligator", "anaconda", "animal", "ant", "antelope", "aristocat", "asp",
    "ass", "baboon", "badger", "barracuda", "beast", "beaver", "beetle", "bird", "bison", "boa",
    "boar", "buck", "buffalo", "bug", "bull", "bunny", "butterfly", "buzzard", "calf", "canary",
    "carp", "caterpillar", "centipede", "cheetah", "chicken", "chimp", "clam", "cobra", "cod",
    "colt", "condor", "cougar", "coyote", "crane", "creature", "cricket", "crocodile", "cub",
    "cuckoo", "dingo", "dinosaur", "dodo", "doe", "dolphin", "donkey", "dove", "dragon", "egret",
    "elephant", "ewe", "falcon", "fawn", "ferret", "finch", "flamingo", "flea", "foal", "gazelle",
    "gibbon", "giraffe", "gnat", "gorilla", "gremlin", "grouse", "gull", "hamster", "hedgehog",
    "hen", "herring", "hind", "hippo", "hog", "hornet", "hound", "hyena", "ibex", "ibis", "insect",
    "jackal", "jaguar", "jay", "jellyfish", "kangaroo", "kid", "kite", "kitten", "kiwi", "koala",
    "kong", "lark", "leech", "lemur", "leopard", "lice", "lizard", "llama", "lobster", "locust",
    "louse", "lynx", "macaw", "magpie", "mammoth", "mare", "marten", "mice", "midge", "mink",
    "minnow", "mite", "monkey", "moose", "mosquito", "mussel", "mustang", "nightingale", "ocelot",
    "octopus", "orca", "ostrich", "otter", "ox", "oyster", "panther", "parrot", "partridge",
    "peacock", "pelican", "penguin", "perch", "pheasant", "pigeon", "pike", "piranha", "poodle",
    "porcupine", "prawn", "puma", "pup", "puppy", "pussycat", "python", "quail", "rabbit",
    "raccoon", "ram", "raptor", "ray", "roach", "rook", "rooster", "salmon", "scorpion", "serpent",
    "shrimp", "skunk", "sloth", "slug", "snake", "snipe", "sole", "sow", "sparrow", "spider",
    "squid", "squirrel", "stallion", "starling", "steer", "stoat", "swift", "tapir", "tarantula",
    "termite", "tern", "tick", "tit", "tortoise", "tuna", "turkey", "unicorn", "vermin", "vixen",
    "vulture", "walrus", "werewolf", "wolves", "wombat", "woodpecker",
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
    """A title's consonants, in capitals; "" if there are too few, or any digits or symbols."""
    if re.search(r"[^\w\s'’,!?&.-]|\d", title):
        return ""
    letters = re.sub(r"[^a-z]|[aeiou]", "", fold(title))
    return letters.upper() if len(letters) >= _MIN_CONSONANTS else ""


def find_animal(title: str) -> tuple[int, int] | None:
    """Where the only animal in a title hides; None if there is none, or if it starts a word."""
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
    """The animals in a text, except any that are part of another animal's name."""
    found = [animal for animal in _ANIMALS if animal in text]
    return [a for a in found if not any(a in other for other in found if other != a)]
