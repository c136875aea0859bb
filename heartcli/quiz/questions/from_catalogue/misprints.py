"""A puzzle about a title with one wrong letter: "Full Metal Racket"."""

import re
from random import Random

from heartcli.quiz.questions.from_catalogue.afterlines import afterline
from heartcli.quiz.questions.from_catalogue.picking import draw_film
from heartcli.quiz.questions.from_catalogue.pool import Pool
from heartcli.quiz.questions.from_catalogue.template import Draft, Subjects, Template, shift
from heartcli.quiz.questions.from_catalogue.wording import spoken_title, title_answer, vary

_DRAWN = 20  # films to find one among
# Words that are others with one letter changed.
_MISPRINTS = {
    "apes": "apps", "ark": "arm", "back": "bach", "beast": "yeast", "big": "pig", "bill": "dill",
    "birds": "bards", "blood": "flood", "blue": "glue", "born": "corn", "bounty": "county",
    "boys": "toys", "bride": "bribe", "bridge": "fridge", "brief": "grief", "bull": "gull",
    "bunch": "lunch", "cat": "bat", "catch": "hatch", "cause": "pause", "city": "pity",
    "close": "clove", "club": "clue", "code": "cone", "dances": "dunces", "dark": "bark",
    "dead": "dear", "deer": "beer", "die": "pie", "dog": "fog", "dogs": "dots", "dollar": "collar",
    "dollars": "collars", "dolls": "rolls", "dream": "cream", "dreams": "creams",
    "empire": "umpire", "eve": "ewe", "fair": "hair", "father": "lather", "fear": "pear",
    "fire": "hire", "fish": "dish", "fly": "fry", "four": "sour", "fox": "box", "french": "trench",
    "game": "dame", "games": "dames", "gangs": "fangs", "good": "food", "grail": "grain",
    "grapes": "drapes", "great": "treat", "green": "greed", "grit": "grin", "gump": "bump",
    "gun": "bun", "hall": "mall", "hand": "band", "harry": "hurry", "heat": "meat", "hill": "bill",
    "home": "dome", "hood": "food", "horse": "house", "horses": "houses", "hot": "not",
    "hotel": "motel", "house": "mouse", "hulk": "bulk", "hunting": "bunting", "hustle": "bustle",
    "hustler": "rustler", "jacket": "racket", "jungle": "jingle", "kane": "kale", "kid": "lid",
    "killing": "filling", "king": "wing", "kiss": "miss", "lambs": "lamps", "last": "fast",
    "leaving": "weaving", "life": "wife", "line": "wine", "live": "love", "lives": "limes",
    "locker": "locket", "lonely": "lovely", "long": "song", "love": "dove", "man": "van",
    "master": "taster", "max": "wax", "mean": "bean", "meet": "melt", "mind": "mint",
    "mission": "fission", "mob": "mop", "money": "honey", "moon": "mood", "mother": "bother",
    "nest": "vest", "noon": "noun", "order": "odder", "others": "otters", "park": "pork",
    "paths": "baths", "pieces": "nieces", "pillow": "willow", "pink": "sink", "pirates": "pilates",
    "player": "prayer", "poets": "posts", "pond": "bond", "pride": "bride", "pulp": "gulp",
    "quiet": "quilt", "rain": "pain", "ranger": "manger", "rear": "bear", "rider": "cider",
    "ring": "rink", "river": "liver", "road": "toad", "rock": "sock", "roof": "hoof",
    "room": "zoom", "rose": "nose", "roses": "noses", "rush": "rash", "saving": "paving",
    "sea": "tea", "seal": "meal", "sense": "tense", "shining": "whining", "ship": "shop",
    "shop": "ship", "show": "shoe", "sisters": "misters", "sleep": "sheep", "sound": "hound",
    "soup": "soap", "space": "spice", "spy": "spa", "sting": "stink", "stone": "scone",
    "storm": "stork", "story": "store", "stuff": "staff", "summer": "simmer", "sun": "bun",
    "sweet": "sweat", "tango": "mango", "ten": "hen", "terms": "germs", "thing": "thong",
    "time": "mime", "times": "mimes", "tolls": "rolls", "touch": "couch", "towers": "towels",
    "train": "drain", "trains": "brains", "valley": "volley", "wall": "mall", "war": "bar",
    "wars": "bars", "way": "hay", "wedding": "welding", "weddings": "weldings", "west": "vest",
    "wild": "mild", "wind": "wine", "wings": "rings", "witch": "ditch", "witness": "fitness",
    "wizard": "lizard", "wolf": "golf", "wood": "wool", "woods": "goods", "year": "bear",
    "years": "bears", "yellow": "mellow",
}  # fmt: skip
# Compiled on first use, to start faster.
_WORD = r"(?<![\w'’-])[^\W\d_]+(?![\w'’-])"


def misprint(title: str) -> str:
    """A title with one wrong letter, in its longest suitable word; "" if there's none."""
    words = [word for word in re.finditer(_WORD, title) if word[0].lower() in _MISPRINTS]
    if not words or " " not in title:
        return ""
    word = max(words, key=lambda word: (len(word[0]), word.start()))
    wrong = _MISPRINTS[word[0].lower()]
    wrong = wrong.capitalize() if word[0][0].isupper() else wrong
    return f"{title[: word.start()]}{wrong}{title[word.end() :]}"


def _pick(pool: Pool, rng: Random) -> Subjects | None:
    films = (draw_film(pool, rng) for _ in range(_DRAWN))
    film = next((film for film in films if misprint(spoken_title(film.title))), None)
    return Subjects((film,)) if film else None


def _build(pool: Pool, subjects: Subjects) -> Draft | None:
    [film], _ = subjects
    title = spoken_title(film.title)
    text = misprint(title)
    if not text or pool.count_films_called(text):
        return None
    others = {pool.title(key) for key in pool.known} - {film.title, title}
    if any(_is_close(text, other) for other in others):
        return None
    return Draft(
        ask=vary(
            film.id,
            f"One letter is wrong: “{text}”. Which film is it really?",
            f"The printer got one letter wrong, and the poster says “{text}”. What is on?",
            f"One wrong letter, and the marquee promises “{text}”. Which film is showing?",
        ),
        answer=title_answer(film, title),
        why=afterline(pool, film),
        difficulty=shift(film.level, -1),
        forms=("typed",),
        section="film",
    )


def _is_close(title: str, other: str) -> bool:
    """Whether two titles differ in one letter."""
    is_as_long = len(title) == len(other)
    return is_as_long and sum(a != b for a, b in zip(title, other, strict=True)) == 1


MISPRINT = Template("misprint", _pick, _build, interest=3)
