"""How a reply lies to one right answer: the whole of it, enough of it, a part, or nothing of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from heartcli.quiz.numbers import CARDINALS, ORDINALS, amounts, roman
from heartcli.quiz.spelling import slips
from heartcli.quiz.words import listed
from heartcli.text import within_one_error, words

NOTHING, PART, ENOUGH, WHOLE = range(4)
# Of the letters that count, for a part to be one: of a title, of anything else, with its last word.
_OF_A_TITLE, _OF_A_THING, _WITH_ITS_HEAD = 0.4, 1 / 3, 0.3
_BEHIND_A_PREPOSITION = 0.4  # Bora Bora of "tickets to Bora Bora"
_PREPOSITIONS = frozenset("of with for in to from at by on".split())
_LETTERS_A_SLIP = 5  # in a whole answer
_MOST_LETTERS = 300  # a reply that is longer is no answer


class Match(NamedTuple):
    """How well a reply fits one answer, with how many slips, and why in a few words."""

    level: int = NOTHING
    slips: int = 0
    why: str = ""


NO_MATCH = Match()

# Words that may be missing or too many anywhere.
LITTLE = frozenset(
    "a an the le la les l un une il lo gli el los las der das of and or in on at to for from with by"
    " de du des di da is are was it its this that there their his her my your as i any some".split()
)
# Words for a kind of thing: they may be missing or too many beside the name of the thing.
KINDS_OF_THINGS = frozenset(
    "episode part chapter volume number studio studios pictures films production productions records"
    " company corporation inc ltd corp theatre theater cinema airport river mount mountain lake treaty"
    " battle best strait incorporated comet archduke lago lac mont monte".split()
)
# These may only be too many: Kansas is not Kansas City.
_ADDED = frozenset(
    "film movie song album book novel show series hotel casino international city town state"
    " county ceremony mr mrs ms miss sir professor colour color dress sign republic kingdom"
    " country planet god goddess lord lady king queen emperor president general captain saint".split()
)
# What a name may be introduced by: the Epic of Gilgamesh.
_TITLED = r"^(?:Dr|Mr|Mrs|St|Doctor|Saint)\b\.? "
_SHORTEST_UNTITLED = 5  # Strangelove, but Dr. No
_CALLED = r"(?i)^(?:the )?(?:epic|battle|treaty|siege|gospel|saga|legend|gulf|isle|feast) of "
_SHORT_FOR = {
    "vs": "v", "versus": "v", "pt": "part", "vol": "volume", "mt": "mount", "st": "saint", "jr": "junior", "sr": "senior",
    "dr": "doctor", "gray": "grey", "theater": "theatre", "center": "centre",
    "aeroplane": "plane", "airplane": "plane", "sax": "saxophone", "tv": "television",
    "colour": "color",
}  # fmt: skip
_SAME = {
    same: names[0]
    for names in (
        ("united states", "usa", "us", "united states of america", "america"),
        ("united kingdom", "uk", "great britain", "britain"),
        ("new york city", "nyc", "new york"),
        ("los angeles", "la"),
        ("soviet union", "ussr"),
    )
    for same in names
}


class Words(NamedTuple):
    """The words of a text as they are compared: folded, numbers as figures, short forms in full."""

    all: tuple[str, ...]
    joined: tuple[str, str]  # with and without little words: what is written in one word or in two
    capitals: bool  # whether it may be an abbreviation: MGM

    @property
    def counting(self) -> list[str]:
        """The words that must be there: all but the little ones, if there are others."""
        return [word for word in self.all if word not in LITTLE] or list(self.all)


@lru_cache(maxsize=8192)
def read(text: str) -> Words:
    """The words of a text, ready to be compared."""
    text = re.sub(r"(?i)n['’]t\b", " not", text[:_MOST_LETTERS])
    text = text.replace("½", " 1/2").replace("&", " and ").replace("+", " and ")
    told = [_SHORT_FOR.get(word, word) for word in words(text)]
    if len(told) > 1 and told[0] in ("n", "s", "e", "w"):  # S. Korea
        told[0] = {"n": "north", "s": "south", "e": "east", "w": "west"}[told[0]]
    told = list(_figures(told))
    found = tuple(
        word
        for word, behind in zip(told, [*told[1:], ""], strict=True)
        if not (word in ("no", "nr", "number") and behind.isdecimal())  # Symphony No. 9
    )
    letters = text.replace(".", "").replace(" ", "").strip("?! ")
    capitals = 2 <= len(letters) <= 6 and letters.isalpha()
    whole = "".join(found)
    joined = whole, "".join(word for word in found if word not in LITTLE) or whole
    return Words(found, joined, capitals)


def _figures(found: list[str]) -> Iterator[str]:
    """The words with each number, in whatever words, as figures."""
    at = 0
    while at < len(found):
        end = at
        while end < len(found) and (_is_number(found[end]) or (found[end] == "and" and end > at)):
            end += 1
        while end > at and found[end - 1] == "and":
            end -= 1
        alone = end - at == 1 and found[at] in ("hundred", "thousand", "million")
        number = amounts(" ".join(found[at:end])) if end - at > 1 or alone else ()
        if number and not number[0].nouns:
            yield str(number[0].value)
            at = end
            continue
        yield _figure(found[at], last=at == len(found) - 1, first=at == 0)
        at += 1


def _is_number(word: str) -> bool:
    return word in CARDINALS or word in ORDINALS or word in ("hundred", "thousand", "million")


def _figure(word: str, *, last: bool, first: bool) -> str:
    if word in CARDINALS:
        return str(CARDINALS[word])
    if word in ORDINALS:
        return str(ORDINALS[word])
    if ordinal := re.fullmatch(r"0*(\d+)(?:st|nd|rd|th)?", word):
        return ordinal[1]
    if not word.strip("ivx") and (len(word) > 1 or (last and not first)) and roman(word):
        return str(roman(word))
    return word


def compare(said: str, right: str, *, in_order: bool = False) -> Match:
    """How a reply lies to an answer that is neither a person's name nor a number nor a date.

    With `in_order` the words must stand in the order of the answer, as in a title, and no other
    may be among them.
    """
    best = NO_MATCH
    mine = read(said)
    for variant, level in variants(right):
        match = _compared(mine, read(variant), in_order=in_order)
        if match.level:
            match = match._replace(level=min(match.level, level))
            best = max(best, match, key=lambda m: (m.level, -m.slips))
    return best


@lru_cache(maxsize=4096)
def variants(right: str) -> tuple[tuple[str, int], ...]:
    """The forms of an answer that may be said, each with what it is worth.

    What stands in parentheses may be left out; of a title with a colon the last part will do, and
    the first is a part of it.
    """
    found = [(right, WHOLE)]
    if (untitled := re.sub(_TITLED, "", right)) != right and len(untitled) > _SHORTEST_UNTITLED:
        found.append((untitled, WHOLE))
    if "(" in right:
        found.append((re.sub(r"\s*\([^)]*\)", "", right), WHOLE))
        found += [(inside, WHOLE) for inside in re.findall(r"\(([A-Z]{2,6})\)", right)]
    found += [(re.sub(_CALLED, "", right), WHOLE)] if re.match(_CALLED, right) else []
    parts = [part.strip() for part in re.split(r":(?!\d)|\s[–—-]\s|\bor:", right) if part.strip()]
    if len(parts) > 1:
        if len(read(parts[-1]).counting) > 1:
            found.append((parts[-1], WHOLE))
        found.append((f"{parts[0]} {parts[-1]}", WHOLE))
        found += [(" ".join(parts[:2]), WHOLE)] if len(parts) > 2 else []
        found.append((parts[0], PART))
    return tuple(found)


def _compared(mine: Words, theirs: Words, *, in_order: bool) -> Match:
    if not mine.all:
        return NO_MATCH
    if mine.all == theirs.all:
        return Match(WHOLE, 0, "that is it")
    if _known_as(mine) == _known_as(theirs):
        return Match(WHOLE, 0, "that is it, by another name")
    if _abbreviates(mine, theirs) or _abbreviates(theirs, mine):
        return Match(WHOLE, 0, "the initials will do")
    if mine.joined[0] == theirs.joined[0]:
        return Match(WHOLE, 0, "that is it")
    if len(mine.counting) != len(theirs.counting):
        for mine_joined, theirs_joined in zip(mine.joined, theirs.joined, strict=True):
            together = slips(mine_joined, theirs_joined)
            if together is not None:
                return Match(WHOLE, together, _why_whole(together))
    return _by_words(mine, theirs, in_order=in_order)


def _known_as(text: Words) -> str:
    whole = " ".join(word for word in text.all if word != "the")
    joined = "".join(text.all)
    return _SAME.get(whole) or _SAME.get(joined if text.capitals else "") or whole


def _abbreviates(short: Words, long: Words) -> bool:
    """Whether one is made of the initials of the other: MGM, WWII."""
    said = "".join(short.all)
    if not short.capitals and not (len(short.all) == 1 and any(map(str.isdecimal, said))):
        return False
    counting = long.counting
    if len(counting) < 3 or len(said) < 2:
        return False
    initials = "".join(w if w.isdecimal() else w[0] for w in counting)
    all_initials = "".join(word[0] for word in long.all)
    numerals = "".join("i" * int(w) if w in ("1", "2", "3") else w[0] for w in counting)
    return said in (initials, all_initials, numerals)


def _by_words(mine: Words, theirs: Words, *, in_order: bool) -> Match:
    pairs, count = _paired(mine.all, theirs.all, in_order=in_order)
    said, met = set(pairs), set(pairs.values())
    absent = [word for i, word in enumerate(theirs.all) if i not in met]
    added = [word for i, word in enumerate(mine.all) if i not in said]
    content = theirs.counting
    names = [word for word in content if word not in KINDS_OF_THINGS and not word.isdecimal()] or content
    shared = [word for i, word in enumerate(theirs.all) if i in met and word in content]
    if "or" in added and (len(added) > 1 or "and" in theirs.all):
        return NO_MATCH
    if not any(word in names for word in shared):
        return NO_MATCH
    behind = max(said, default=0)  # Las Vegas, Nevada; but not Scotland Yard
    where = [mine.all[i] for i in range(behind + 1, len(mine.all)) if mine.all[i] in listed("places")]
    added = [word for word in added if word not in where]
    missing = [word for word in absent if word in content and (word not in KINDS_OF_THINGS or word in names)]
    added = [w for w in added if w not in LITTLE | KINDS_OF_THINGS | _ADDED]
    added = [w for w in added if not any(within_one_error(w, a) for a in absent if a in LITTLE)]
    if len(missing) == len(added) == 1 and len(shared) > 1 and _nearly(added[0], missing[0]):
        missing, added, count = [], [], count + 1
    if missing:  # then nothing may be added: the Magic Mountain is not the Magic Flute
        added = [w for i, w in enumerate(mine.all) if i not in said and w not in LITTLE]
    if count > max(1, sum(map(len, content)) // _LETTERS_A_SLIP):
        return NO_MATCH
    if not missing and not added:
        return Match(WHOLE, count, _why_whole(count))
    if not missing and not in_order and len(added) == 1 and not added[0].isdecimal():
        counted = [word for word in shared if word in names]
        more = len(counted) > 1 and not count and "or" not in mine.all
        return Match(WHOLE, 1, "that is it, and more") if more else NO_MATCH
    if added or count or not _is_part(shared, theirs, title=in_order):
        return NO_MATCH
    return Match(PART, count, "that is a part of it")


def _nearly(word: str, right: str) -> bool:
    """Whether a word among others that are right may be the right one: Metro Goldwyn Meyer."""
    if not (word + right).isalpha() or min(len(word), len(right)) < 4 or word[0] != right[0]:
        return False
    begins = min(len(word), len(right)) > 4 and (word.startswith(right) or right.startswith(word))
    return begins or within_one_error(word, right)


def _is_part(shared: Sequence[str], theirs: Words, *, title: bool) -> bool:
    """Whether the words stand together in the answer, and are enough of it to be meant."""
    content = theirs.counting
    together = f" {' '.join(shared)} " in f" {' '.join(content)} "
    least = _OF_A_TITLE if title else _OF_A_THING
    at = next((i for i, word in enumerate(theirs.all) if i and word in _PREPOSITIONS), 0)
    if at and not title:
        head = theirs.all[at - 1]
        least = _OF_A_THING if set(shared) & set(theirs.all[:at]) else _BEHIND_A_PREPOSITION
    else:
        head = content[-1]
    least = _WITH_ITS_HEAD if head in shared and not title else least
    return together and sum(map(len, shared)) >= least * sum(map(len, content))


def _why_whole(count: int) -> str:
    return "that is it, spelled a little differently" if count else "that is it"


def _paired(
    said: Sequence[str], right: Sequence[str], *, in_order: bool
) -> tuple[dict[int, int], int]:
    """Which word of a reply stands for which of the answer, and with how many slips in all.

    Figures keep their order in any case: 4:3 is not 3:4.
    """
    pairs: dict[int, int] = {}
    total, last, last_figure = 0, -1, -1
    for i, word in enumerate(said):
        best: tuple[int, int] | None = None
        for j, other in enumerate(right):
            if j in pairs.values() or (in_order and j < last and word not in LITTLE):
                continue
            if word.isdecimal() and j < last_figure:
                continue
            count = _same(word, other)
            if count is not None and (best is None or count < best[0]):
                best = (count, j)
                if not count:
                    break
        if best:
            pairs[i] = best[1]
            total, last = total + best[0], last if word in LITTLE else best[1]
            last_figure = best[1] if word.isdecimal() else last_figure
    return pairs, total


def _same(word: str, other: str) -> int | None:
    if word.isdecimal() != other.isdecimal():  # Star Wars V
        numeral, figures = (other, word) if word.isdecimal() else (word, other)
        return 0 if len(numeral) == 1 and str(roman(numeral)) == figures else None
    return slips(word, other)
