"""Matches a reply against one person's name, or against several people's in any order."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from heartcli.quiz.judging.matching import NO_MATCH, Level, Match, best_match, match_text
from heartcli.quiz.judging.names import SUFFIXES, Name, looks_like_name, parse_name
from heartcli.quiz.judging.phrases import initials_of
from heartcli.quiz.judging.spelling import sounds_like, spelling_errors
from heartcli.quiz.judging.word_lists import nicknames, word_list
from heartcli.text.folding import fold, fold_words, is_within_one_edit

_MAX_UNKNOWN = 2  # middle names a reply may add
_MAX_WORDS = 20  # words in a name; longer names must match exactly
_ALTERNATIVES = r"(?i)\b(?:or|and|not)\b|[/;&+]"
# Separators between people: in an answer, and in a reply.
_SEPARATORS = r"\s+and\s+|,\s+|\s*&\s*"
_REPLY_SEPARATORS = r"(?i)\s*(?:,\s*and\s+|\s+and\s+|&|\+|,|/|;)\s*"
_PAIR = r"[A-Z]\w+ (?:and|&) [A-Z]\w+"  # Simon & Garfunkel
_MAX_PEOPLE = 12  # people in one answer
_FAMILY = r"(?i)(?:the )?(\w+?)(?:s| (?:bros\.?|brothers|sisters))"  # the Coens
_DOUBLE_NAME = r"\w{2,}-(?=\w{2,} )"  # Oscar-Claude Monet
_RELATIVE = r"['’]s \w"  # Sidney Lumet's wife
_WEAK_VOWELS = str.maketrans("aiy", "eee")  # Defoe sounds like Dafoe, but Manet isn't Monet
_MISSPELLED = ", spelled a little differently"
_ALL = Match(Level.FULL, 0, "that's all of them")


def compare_names(reply: str, right: str) -> Match:
    """Matches a reply against a person's name."""
    name, typed = parse_name(right), parse_name(reply)
    if re.search(_ALTERNATIVES, reply) or ("," in reply and _names_two_people(reply, name)):
        return NO_MATCH
    if re.search(_RELATIVE, reply) or _titles_conflict(reply, right):
        return NO_MATCH
    match = _compare(typed, name)
    if "-" in reply and parse_name(re.sub(_DOUBLE_NAME, "", reply)) == name:
        return Match(Level.FULL, 1, "that's the name")
    if "(" in right:  # James Dean (II)
        without_number = parse_name(re.sub(r"\s*\([^)]*\)", "", right))
        return best_match((match, _compare(typed, without_number)))
    return match


def _titles_conflict(first: str, second: str) -> bool:
    """Whether `first` has a man's title and `second` a woman's. Needed by answers-wide.toml."""
    is_male = not word_list("male_titles").isdisjoint(fold_words(first))
    return is_male and not word_list("female_titles").isdisjoint(fold_words(second))


def _names_two_people(reply: str, name: Name) -> bool:
    """Whether the full name is on one side of a comma, and another person's on the other."""
    before, _, after = reply.partition(",")
    return any(
        _compare(parse_name(side), name).level == Level.FULL
        and set(parse_name(rest).words) - set(name.words) - SUFFIXES.keys()
        for side, rest in ((before, after), (after, before))
    )


def _compare(reply: Name, name: Name) -> Match:
    words, name_words, letters = reply.words, name.words, "".join(reply.words)
    if letters and reply.has_same_letters_as(name):
        if reply.number == name.number:
            return Match(Level.FULL, 0, "that's the name")
        if reply.number == 0 and not name.is_suffix_optional:
            return Match(Level.PARTIAL, 0, "several people have that name")
    has_number = reply.number == name.number or (reply.number == 0 and name.is_suffix_optional)
    is_long = len(words) + len(name_words) > 2 * _MAX_WORDS
    if not (words and name_words) or is_long or not has_number:
        return NO_MATCH
    if len(letters) > 2 and _are_initials(letters, name):  # JFK, J. F. K.
        return Match(Level.SHORT_FORM, 0, "the initials will do")
    return _compare_parts(reply, name)


def _are_initials(letters: str, name: Name) -> bool:
    suffix = "sj"[name.number - 1] if name.is_suffix_optional else ""  # RDJ
    initials = initials_of(name.words)
    return letters in (initials, initials + suffix)


class _FamilyMatch(NamedTuple):
    before: tuple[str, ...]  # the reply's words before the family name, and after it
    after: tuple[str, ...]
    errors: int


def _compare_parts(reply: Name, name: Name) -> Match:
    """Requires the family name, and rejects first names that aren't the person's."""
    family = _find_family_name(reply.words, name)
    if family is None:
        return _first_name_only(reply.words, name)
    if family.before or family.after:
        return _compare_given_names(family, name.given)
    misspelled = _MISSPELLED if family.errors else ""
    if not name.given:
        return Match(Level.FULL, family.errors, f"that's the name{misspelled}")
    if name.number and not name.is_suffix_optional:  # Paul II is not John Paul II
        return NO_MATCH
    return Match(Level.SHORT_FORM, family.errors, f"the family name will do{misspelled}")


def _compare_given_names(family: _FamilyMatch, given: Sequence[str]) -> Match:
    typed = family.before or family.after
    if family.before and family.after:  # Robin Wright Penn
        adds_name = typed == given and len(family.after) == 1
        return Match(Level.PARTIAL, 0, "that adds another name") if adds_name else NO_MATCH
    errors = _given_name_errors(typed, given)
    if errors is None:
        return NO_MATCH
    is_short_form = typed[0] != given[0] and given[0].startswith(typed[0]) and len(typed[0]) > 1
    if len(typed) == 1 and is_short_form and max(map(len, given[1:]), default=0) > 1:
        return Match(Level.PARTIAL, 0, "a middle name is missing")  # Tom Jones: Tommy Lee Jones
    misspelled = _MISSPELLED if family.errors else ""
    return Match(Level.FULL, family.errors + errors, f"that's the name{misspelled}")


def _find_family_name(words: Sequence[str], name: Name) -> _FamilyMatch | None:
    """The best match for the family name, anywhere in a reply."""
    best: _FamilyMatch | None = None
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + len(name.family) + 1) + 1):
            before, family, after = words[:start], words[start:end], words[end:]
            errors = _family_errors(family, name.family)
            if errors is None and _is_near_family_name(family, (*before, *after), name):
                errors = 1
            if errors is not None and (best is None or errors < best.errors):
                best = _FamilyMatch(_without_particle(before, name), tuple(after), errors)
    return best


def _without_particle(before: Sequence[str], name: Name) -> tuple[str, ...]:
    """Drops particles before a family name: Lars van Trier, but not Van Trier."""
    if len(name.family) == 1 and word_list("particles").issuperset(before):
        return tuple(before)
    return tuple(word for word in before if word not in word_list("particles") or len(word) == 1)


def _family_errors(words: Sequence[str], family: Sequence[str]) -> int | None:
    """Spelling errors in a family name, with or without particles; None if it's another name."""
    counts = [spelling_errors("".join(words), "".join(family))]
    if len(words) == 1 and word_list("particles").issuperset(family[:-1]):
        counts.append(spelling_errors(words[0], family[-1]))
    return min((count for count in counts if count is not None), default=None)


def _is_near_family_name(words: Sequence[str], rest: Sequence[str], name: Name) -> bool:
    """Whether a family name has a vowel or, if short, a letter wrong, but another part is right."""
    word, right = words[-1], name.family[-1]
    if name.number and not name.given:  # a ruler; other forms of the name are fine: Henri IV
        return _first_name_errors(word, right) is not None
    if word[0] != right[0] or not is_within_one_edit(word, right):
        return False
    is_short = 3 <= min(len(word), len(right)) <= 4 and len(word) != len(right)
    may_slip = is_short or word.translate(_WEAK_VOWELS) == right.translate(_WEAK_VOWELS)
    is_first_name = any(_first_name_errors(w, first) == 0 for first in name.given[:1] for w in rest)
    return may_slip and (is_first_name or words[0] in name.family[:-1])


def _first_name_only(words: Sequence[str], name: Name) -> Match:
    """Close for a first name, or half of a double-barrelled family name."""
    is_half = len(words) == 1 and words[0] in name.family
    if is_half and words[0] not in word_list("particles"):
        return Match(Level.PARTIAL, 0, "that's only half of the name")
    if not name.given or len(words[0]) < 2 or len(words) > len(name.given):
        return NO_MATCH
    first = name.given[0]
    is_longer = 1 < len(first) < len(words[0])  # Thomas isn't short for Tom
    is_first = (
        _is_alike(words[0], first) if is_longer else _first_name_errors(words[0], first) is not None
    )
    is_all = len(words) == len(name.given) and not _unknown_names(words[1:], name.given[1:])
    if is_first and (is_all or set(words[1:]) <= set(name.given)):
        return Match(Level.PARTIAL, 0, "that's only the first name")
    return NO_MATCH


def _given_name_errors(typed: Sequence[str], given: Sequence[str]) -> int | None:
    """The errors in a reply's given names; None if they're another person's.

    A reply may leave out middle names or add some, but not both.
    """
    if not given or not typed:
        return None if typed else 0
    if len(typed) == 1 and 1 < len(typed[0]) <= 3 and initials_of(given).startswith(typed[0]):
        return 0  # FF Coppola
    if len(typed) < len(given) and _are_middle_names(typed, given[-len(typed) :]):
        return 1  # Dean Stanton, Bonham Carter
    errors, unknown = _first_name_errors(typed[0], given[0]), _unknown_names(typed[1:], given[1:])
    is_other = unknown > _MAX_UNKNOWN or (unknown and len(typed) - unknown < len(given))
    if errors is None or is_other:
        return None
    return errors + int(len(typed) != len(given))


def _unknown_names(words: Sequence[str], middle_names: Sequence[str]) -> int:
    """How many words aren't middle names, in their order."""
    left, unknown = list(middle_names), 0
    for word in words:
        position = next((i for i, name in enumerate(left) if _is_middle_name(word, name)), None)
        if position is None:
            unknown += 1
        else:
            del left[: position + 1]
    return unknown


def _are_middle_names(words: Sequence[str], names: Sequence[str]) -> bool:
    """Whether words are these names, misspelled only if they aren't other first names."""
    return words == names or (
        words[0] not in word_list("first_names") and all(map(_is_alike, words, names))
    )


def _is_middle_name(word: str, name: str) -> bool:
    return word[0] == name[0] if 1 in (len(word), len(name)) else _is_alike(word, name)


def _is_alike(word: str, name: str) -> bool:
    return spelling_errors(word, name) is not None


@lru_cache(maxsize=4096)
def _first_name_errors(word: str, name: str) -> int | None:
    """The errors in a first name; None if it's another. Initials and short forms have none."""
    if 1 in (len(word), len(name)):
        return 0 if word[0] == name[0] else None
    if word == name or name in nicknames().get(word, ()):
        return 0
    is_swap = is_within_one_edit(word, name) and sorted(word) == sorted(name)
    is_same_form = word.endswith("e") == name.endswith("e")  # Michel, but not Michelle
    if word in word_list("first_names"):
        return 1 if is_swap or (is_same_form and sounds_like(word, name)) else None
    is_short_form = len(word) > 2 and name.startswith(word)
    begins_alike = name.startswith(word[0]) or word[:2] == name[1::-1]
    if is_short_form or (len(name) > 2 and begins_alike and is_within_one_edit(word, name)):
        return 1
    return spelling_errors(word, name)


@lru_cache(maxsize=1024)
def people_in(right: str) -> tuple[str, ...]:
    """The people that an answer names; empty unless it names several."""
    split = re.split(_SEPARATORS, right)
    people = _share_family_name([part.strip() for part in split if part.strip()])
    are_full_names = all(len(person.split()) > 1 and person[0].isupper() for person in people)
    is_list = 2 <= len(people) <= _MAX_PEOPLE and are_full_names
    are_people = is_list and any(map(looks_like_name, people))
    return tuple(people) if are_people or re.fullmatch(_PAIR, right) else ()


def _share_family_name(people: list[str]) -> list[str]:
    """Adds the second person's family name to the first: Joel and Ethan Coen."""
    if len(people) == 2 and len(people[0].split()) == 1 and len(people[1].split()) == 2:
        return [f"{people[0]} {people[1].split()[1]}", people[1]]
    return people


def compare_people(reply: str, people: tuple[str, ...], right: str, *, in_title: bool) -> Match:
    """Matches a reply against an answer or a title that names several people."""
    return best_match((_match_all(reply, people), match_text(reply, right, in_order=in_title)))


def _match_all(reply: str, people: tuple[str, ...]) -> Match:
    parts = [part for part in re.split(_REPLY_SEPARATORS, reply) if part.strip()]
    if re.search(r"(?i)\bor\b", reply) or len(parts) > _MAX_PEOPLE:
        return NO_MATCH
    family = re.fullmatch(_FAMILY, reply)
    families = {fold_words(person)[-1] for person in people}
    if family and all(spelling_errors(fold(family[1]), name) is not None for name in families):
        return _ALL
    parts = _share_family_name(parts)
    left, errors, level = list(people), 0, Level.FULL
    for part in parts:
        is_complete = len(parts) == len(people)
        matches = [_match_one(part, person, any_first=is_complete) for person in left]
        best = best_match(matches)
        if not best.level:
            return NO_MATCH
        del left[matches.index(best)]
        errors += best.errors
        level = min(level, best.level)
    if level == Level.PARTIAL:
        return NO_MATCH if left else Match(Level.PARTIAL, 0, "those are only first names")
    some = Match(Level.PARTIAL, errors, "that's not all of them")
    return some if left else _ALL._replace(errors=errors)


def _match_one(part: str, person: str, *, any_first: bool) -> Match:
    """Matches one person's name; if that's a single word, the reply may add a first name."""
    *first, last = part.split()
    is_first_name = word_list("first_names").issuperset(map(fold, first))
    adds_first_name = is_first_name or (any_first and len(first) == 1)
    return compare_names(last if " " not in person and adds_first_name else part, person)
