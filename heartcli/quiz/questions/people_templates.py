"""Templates about people: who made the film, who plays whom, who sings, who wrote about it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from zlib import crc32

from heartcli.model.film import Film
from heartcli.model.records import Award, CastMember, CrewMember, Difficulty, Review, Song, Strings
from heartcli.quiz.questions.crafts import CRAFTS, Craft
from heartcli.quiz.questions.film_facts import (
    Draft,
    FilmFacts,
    claims,
    description,
    handle,
    is_named,
    is_sure,
    usable,
    values_of,
)
from heartcli.quiz.questions.question import (
    CHOICE_OR_TYPED,
    OPTION_COUNT,
    giveaway_feature,
)
from heartcli.quiz.questions.well_known import gender, well_known
from heartcli.text.display import join_with_and
from heartcli.text.folding import fold, fold_words
from heartcli.text.numerals import CARDINALS

_EASY_BILLING, _MEDIUM_BILLING = 3, 6  # last easy and last medium place in the cast list
_MIN_QUOTE = 7  # words; a shorter quotation could be anybody's
_MAX_PARTS = 40  # parts and songs to ask about; nobody knows more
_PAIR = 2  # people who share a credit
_PRONOUNS = {"women": "She", "men": "He"}
_POSSESSIVES = {"She": "her", "He": "his"}
_REFLEXIVES = {"She": "herself", "He": "himself"}
_MIN_SONGS = 3  # by one singer, to ask which song is somebody else's
_NOT_A_SONG = r"(?i)\b(?:montage|theme|suite|medley|overture|prelude|instrumental)\b"
_MAX_SINGERS = 6  # to choose from, those of the other songs first
_MAX_CATEGORY = 5  # words of an award's category that can be read aloud
_NUMBER_WORDS = {number: word for word, number in CARDINALS.items() if number <= 10}


def craft_questions(facts: FilmFacts) -> Iterator[Draft]:
    """Asks who directed, wrote, shot, scored or designed the film, alone or with one other."""
    for craft in _certain_crafts(facts.film):
        members = [member for member in facts.film.crew if fold(member.job) in craft.jobs]
        by_name = {fold(member.name): member for member in reversed(members)}
        if len(by_name) == 1:
            yield from _craft_question(facts, craft, members, craft.ask)
        elif len(by_name) == _PAIR and craft.ask_with:
            first = next((m for m in members if not _is_writing_director(facts, craft, m)), None)
            others = [m for m in members if first and fold(m.name) != fold(first.name)]
            if first and is_sure(others, "name"):
                ask = craft.ask_with.format(others[0].name)
                yield from _craft_question(facts, craft, members, ask, first)


def _certain_crafts(film: Film) -> Iterator[Craft]:
    """Yields the crafts to ask about; directing only if it's certain who directed the film."""
    for craft in CRAFTS:
        if craft.template != "director" or film.is_director_certain:
            yield craft


def _is_writing_director(facts: FilmFacts, craft: Craft, member: CrewMember) -> bool:
    """Whether somebody wrote a film that they directed, which another question asks about."""
    return craft.template == "screenwriter" and member.name in facts.film.directors


def _craft_question(
    facts: FilmFacts,
    craft: Craft,
    members: Sequence[CrewMember],
    ask: str,
    first: CrewMember | None = None,
) -> Iterator[Draft]:
    """Asks for the first of those who share a credit, or for the one who has it."""
    first = first or members[0]
    if _is_writing_director(facts, craft, first):
        return
    rights = _names([m for m in members if fold(m.name) == fold(first.name)], "name")
    pool = (*facts.film.pool.get("name", ()), *facts.peers(craft.peers))
    is_famous = bool({*map(fold, rights)} & {*map(fold, well_known(craft.peers))})
    is_typed = is_famous or craft.template == "director"
    if is_typed or len(pool) >= OPTION_COUNT - 1:
        people = _names(members, "name")
        yield Draft(
            craft.template, "name", members, ask, rights, "person",
            CHOICE_OR_TYPED if is_typed else ("choice",),
            pool=pool, given_fields=("job",), too_vague=_overlapping(facts, craft, people),
            names=people, interest=craft.interest if is_typed else craft.interest - 1,
            difficulty=craft.difficulty if is_famous else _harder(craft.difficulty),
            why=_about_maker(facts, first, craft),
        )  # fmt: skip


def _harder(difficulty: Difficulty) -> Difficulty:
    return "medium" if difficulty == "easy" else "hard"


def _names(members: Sequence[CastMember | CrewMember], field: str) -> Strings:
    """Returns the names in a field, with those that other sources give."""
    return tuple(dict.fromkeys(str(name) for m in members for name in values_of(m, field)))


def _overlapping(facts: FilmFacts, craft: Craft, rights: Strings) -> Strings:
    """Returns who has a similar job, or has this one by some other source."""
    jobs = [set(fold_words(job)) for job in craft.jobs]
    similar = [
        member.name
        for member in facts.film.crew
        if claims(member, "job", craft.jobs)
        or any(words <= set(fold_words(member.job)) for words in jobs)
    ]
    return tuple(name for name in dict.fromkeys(similar) if name not in rights)


def _about_maker(facts: FilmFacts, member: CrewMember, craft: Craft) -> str:
    """Returns a sentence about who did a job: from the record, or what else they did."""
    if member.text:
        return member.text
    crew = usable(facts.film.crew)
    deeds = []
    for other in _certain_crafts(facts.film):
        names = [m.name for m in crew if fold(m.job) in other.jobs]
        if other != craft and member.name in names:
            deeds.append(f"{'co-' if len(set(names)) > 1 else ''}{other.deed}")
    return f"The same person also {join_with_and(deeds)}." if deeds else ""


def cast_questions(facts: FilmFacts) -> Iterator[Draft]:
    """Asks who plays a character, and which character somebody plays."""
    by_character: dict[str, list[CastMember]] = defaultdict(list)
    for member in facts.film.cast:
        by_character[fold(member.character)].append(member)
    named = [m for m in facts.cast if is_named(m.character) and not m.cameo][:_MAX_PARTS]
    for member in named:
        players = by_character[fold(member.character)]
        if players[0] is member:
            yield _who_plays(facts, players, member)
        if member is next(m for m in named if fold(m.performer) == fold(member.performer)):
            yield _character(facts, named, member)


def _billing_difficulty(member: CastMember) -> Difficulty:
    place = member.billing or _MEDIUM_BILLING
    return "easy" if place <= _EASY_BILLING else "medium" if place <= _MEDIUM_BILLING else "hard"


def _who_plays(facts: FilmFacts, players: Sequence[CastMember], member: CastMember) -> Draft:
    who, sex = handle(member), gender(member.performer)
    others = [
        other.performer
        for other in usable(facts.cast)
        if other.character and not other.cameo
        if fold(other.character) != fold(member.character)
        and not claims(other, "character", [member.character])
        and sex in ("", gender(other.performer))
    ]
    rights = _names(players, "performer")
    return Draft(
        "who-plays", "performer", players,
        f"Who plays {member.character}, {who}?" if who else f"Who plays {member.character}?",
        rights, "person", CHOICE_OR_TYPED,
        pool=tuple(dict.fromkeys([*others[:6], *facts.actors(sex, member.performer)])),
        given_fields=("character",), too_vague=_claimants(facts, member, rights), names=rights,
        interest=2 if who or member.billing in range(1, _EASY_BILLING + 1) else 1,
        difficulty=_billing_difficulty(member), why=_another_fact(facts, member),
    )  # fmt: skip


def _claimants(facts: FilmFacts, member: CastMember, rights: Strings) -> Strings:
    """Returns who else plays a character by some other source."""
    others = [m.performer for m in facts.cast if claims(m, "character", [member.character])]
    return tuple(name for name in others if name not in rights)


def _about_character(member: CastMember) -> str:
    """Returns a sentence about who a character is, without the name; "" if that isn't known."""
    who, pronoun = description(member), _PRONOUNS.get(gender(member.performer))
    return f"{pronoun} is {who}." if who and pronoun else ""


def _another_fact(facts: FilmFacts, member: CastMember) -> str:
    """Returns a sentence about a performer, with a pronoun for the name if possible."""
    name, text = member.performer, facts.what_else(member.performer)
    pronoun = _PRONOUNS.get(gender(name))
    if pronoun is None:
        return text
    text = text.replace(f"{name}'s", _POSSESSIVES[pronoun], 1)
    return f"{pronoun}{text.removeprefix(name)}" if text.startswith(name) else text


def _character(facts: FilmFacts, named: Sequence[CastMember], member: CastMember) -> Draft:
    parts = [m for m in facts.film.cast if fold(m.performer) == fold(member.performer)]
    rights = _names(parts, "character")
    unique, shared = facts.parts_of_character(member.character)
    also = [name for part in parts for name in part.also]
    return Draft(
        "character", "character", parts, f"Which character does {member.performer} play?",
        rights, "text", CHOICE_OR_TYPED,
        pool=_characters_like(named, member),
        given_fields=("performer",), accept=(*also, *unique), too_vague=tuple(shared),
        names=(member.performer,),
        interest=2 if member.billing in range(1, _EASY_BILLING + 1) else 1,
        difficulty=_billing_difficulty(member),
        why=_about_character(member) or _another_fact(facts, member),
    )  # fmt: skip


def _characters_like(named: Sequence[CastMember], member: CastMember) -> Strings:
    """Returns the other characters of the same sex; none if the performer's isn't known."""
    sex = gender(member.performer)
    return tuple(
        dict.fromkeys(
            other.character
            for other in usable(named)
            if sex
            and gender(other.performer) == sex
            and fold(other.performer) != fold(member.performer)
            and not claims(other, "performer", [member.performer])
        )
    )


def presence_questions(facts: FilmFacts) -> Iterator[Draft]:
    """Asks who is in the film and who isn't."""
    present = [m for m in usable(facts.prominent_cast()) if gender(m.performer)]
    absent = facts.absentees()
    for sex, noun in (("women", "actresses"), ("men", "actors")):
        members = [m for m in present if gender(m.performer) == sex][:_MEDIUM_BILLING]
        missing = tuple(name for name in absent if gender(name) == sex)
        if members and len(missing) >= OPTION_COUNT - 1:
            yield _in_cast(facts, members[0], noun, missing)
        if missing and len(members) >= OPTION_COUNT - 1:
            yield _not_in_cast(members, noun, missing[0])
    if facts.film.questions:  # written questions are livelier than a claim about a name
        return
    # A claim is true of half the films.
    if present and (not absent or crc32(facts.film.id.encode()) % 2):
        yield _true_claim(facts, present[min(_EASY_BILLING, len(present) - 1)])
    elif absent:
        yield _false_claim(absent[len(absent) // 3], present)


def _in_cast(facts: FilmFacts, member: CastMember, noun: str, missing: Strings) -> Draft:
    return Draft(
        "in-cast", "which-in-cast", (member,), f"Which of these {noun} is in the film?",
        (member.performer,), "person", ("choice",), pool=missing, names=(member.performer,),
        difficulty="easy",
        why=_about_part(facts, member),
    )  # fmt: skip


def _not_in_cast(members: Sequence[CastMember], noun: str, missing: str) -> Draft:
    return Draft(
        "not-in-cast", f"not-in-cast-{noun}", (), f"Which of these {noun} is NOT in the film?",
        (missing,), "person", ("choice",), pool=tuple(m.performer for m in members),
        names=(missing,), interest=2, other_sources=_sources(members),
    )  # fmt: skip


def _true_claim(facts: FilmFacts, member: CastMember) -> Draft:
    return Draft(
        "true-in-cast", "in-cast", (member,), f"True or false: {member.performer} is in the film.",
        ("True",), "text", ("true-false",), names=(member.performer,), difficulty="easy",
        why=_about_part(facts, member),
    )  # fmt: skip


def _false_claim(name: str, present: Sequence[CastMember]) -> Draft:
    return Draft(
        "true-in-cast", "true-not-in-cast", (), f"True or false: {name} is in the film.",
        ("False",), "text", ("true-false",), names=(name,), difficulty="easy",
        other_sources=_sources(present),
    )  # fmt: skip


def _about_part(facts: FilmFacts, member: CastMember) -> str:
    """Returns a sentence about a performer: what else is known, or whom they play."""
    pronoun = _PRONOUNS.get(gender(member.performer))
    plays = f"{pronoun} plays {member.character}." if pronoun and is_named(member.character) else ""
    return _another_fact(facts, member) or plays


def _sources(records: Sequence[CastMember]) -> Strings:
    return tuple(dict.fromkeys(source for record in records for source in record.sources))


def song_questions(facts: FilmFacts) -> Iterator[Draft]:
    """Asks who sings and who wrote each song, and which song a singer doesn't sing."""
    songs = [s for s in facts.film.songs if not re.search(_NOT_A_SONG, s.title)][:_MAX_PARTS]
    sung = [song for song in songs if song.performers]
    if len({song.performers for song in sung}) > 1:
        yield from (_singer(facts, sung, song) for song in sung)
        yield from _not_sung(usable(sung))
    written = [song for song in songs if song.writers]
    if len({song.writers for song in written}) > 1:
        yield from (_writer(facts, written, song) for song in written)


def _people(song: Song, field: str) -> Strings:
    """Returns the names in a field of a song, then the same in the other order."""
    lists = [tuple(map(str, value)) for value in values_of(song, field) if type(value) is tuple]
    orders = [names for given in lists for names in (given, given[::-1])]
    return tuple(dict.fromkeys(map(join_with_and, orders)))


def _singer(facts: FilmFacts, sung: Sequence[Song], song: Song) -> Draft:
    alike = [s for s in usable(sung) if len(s.performers) == len(song.performers)]
    others = [join_with_and(s.performers) for s in alike]
    pooled = [n for n in facts.film.pool.get("performers", ()) if " and " not in n]
    solo = [*pooled, *facts.peers("singer")] if len(song.performers) == 1 else []
    number = _NUMBER_WORDS.get(len(song.performers), "several")
    who = "Who sings" if len(song.performers) == 1 else f"Which {number} singers share"
    return Draft(
        "song-singer", "performers", (song,), f"{who} “{song.title}” on the film's soundtrack?",
        _people(song, "performers"), "person", CHOICE_OR_TYPED,
        pool=tuple(dict.fromkeys([*others, *solo]))[:_MAX_SINGERS], given_fields=("title",),
        names=song.performers, why=_about_singers(sung, song),
    )  # fmt: skip


def _about_singers(sung: Sequence[Song], song: Song) -> str:
    """Returns a sentence about how many songs are by the same singers, without their names."""
    count = sum(other.performers == song.performers for other in sung)
    number = _NUMBER_WORDS.get(count)
    if count == 1 or not number:
        return ""
    if len(song.performers) > 1:
        return f"They share {number} of the songs."
    if pronoun := _PRONOUNS.get(gender(song.performers[0])):
        return f"{pronoun} has {number} songs to {_REFLEXIVES[pronoun]}."
    return f"The same voice has {number} of the songs to itself."


def _writer(facts: FilmFacts, written: Sequence[Song], song: Song) -> Draft:
    others = [join_with_and(other.writers) for other in usable(written)]
    return Draft(
        "song-writer", "writers", (song,), f"Who wrote “{song.title}”?",
        _people(song, "writers"), "person", CHOICE_OR_TYPED,
        pool=tuple(dict.fromkeys([*others, *facts.peers("songwriter")])),
        given_fields=("title",), names=song.writers, difficulty="hard",
    )  # fmt: skip


def _not_sung(songs: Sequence[Song]) -> Iterator[Draft]:
    """Asks which song is not a singer's, once for each singer and with another song each time."""
    asked = set()
    for singer in dict.fromkeys(name for song in songs for name in song.performers):
        sings = [song for song in songs if singer in song.performers]
        titles = tuple(song.title for song in sings)
        others = [s for s in songs if s not in sings and s.title not in asked]
        other = next((s for s in others if not giveaway_feature(s.title, titles)), None)
        if other is None or len(sings) < _MIN_SONGS:
            continue
        asked.add(other.title)
        singers = join_with_and(other.performers)
        yield Draft(
            "not-sung", "not-sung", (other,), f"Which of these songs does {singer} NOT sing?",
            (other.title,), "text", ("choice",), pool=titles,
            given_fields=("performers",), names=(singer,), interest=2,
            why=f"That one is sung by {singers}.",
        )  # fmt: skip


def critic_questions(facts: FilmFacts) -> Iterator[Draft]:
    """Asks which well-known critic wrote what."""
    known = {fold(name) for name in well_known("critic")}
    for review in facts.film.reviews:
        words = review.quote.split()
        if fold(review.critic) in known and len(words) >= _MIN_QUOTE and words[0] != "that":
            quote = review.quote.rstrip(".")
            yield Draft(
                "critic", "critic", (review,),
                f"Which critic wrote this about the film: “{quote}”?",
                _names_of_critics(review), "person", ("choice",),
                pool=(*facts.film.pool.get("critic", ()), *facts.peers("critic")),
                given_fields=("quote",), names=(review.critic,), interest=0, difficulty="hard",
                why=f"The review appeared in {review.publication}." if review.publication else "",
            )  # fmt: skip


def _names_of_critics(review: Review) -> Strings:
    return tuple(str(name) for name in values_of(review, "critic") if name)


def award_questions(facts: FilmFacts) -> Iterator[Draft]:
    """Asks who won an award, or was nominated for it."""
    by_prize: dict[Strings, list[Award]] = defaultdict(list)
    for award in facts.film.awards:
        by_prize[_prize(award)].append(award)
    cast, crew = usable(facts.cast[:_MAX_PARTS]), usable(facts.film.crew[:_MAX_PARTS])
    for awards in by_prize.values():
        first, people = awards[0], {name for award in awards for name in award.people}
        names = dict.fromkeys([*(m.performer for m in cast), *(m.name for m in crew)])
        is_speakable = 0 < len(first.category.split()) <= _MAX_CATEGORY
        if is_speakable and all(len(award.people) == 1 for award in awards):
            verb = "won" if first.result == "won" else "was nominated for"
            yield Draft(
                "award", "people", awards, f"Who {verb} the {first.award} for {first.category}?",
                tuple(dict.fromkeys(award.people[0] for award in awards)), "person",
                CHOICE_OR_TYPED, pool=tuple(name for name in names if name not in people),
                given_fields=("award", "category", "result", "people"), names=tuple(people),
                interest=2, why=first.text,
            )  # fmt: skip


def _prize(award: Award) -> Strings:
    return fold(award.award), fold(award.category), award.result
