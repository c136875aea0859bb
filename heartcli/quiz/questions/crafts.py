"""The crafts that people ask about: how a credit is worded, and how a quizmaster asks for it."""

from typing import NamedTuple

from heartcli.model.records import Difficulty, Strings


class Craft(NamedTuple):
    """A craft to ask about. Other jobs are too obscure for a quiz."""

    template: str
    jobs: Strings  # as credited, folded
    ask: str
    ask_with: str  # if two share the credit, with a place for the other; "" if that isn't asked
    deed: str  # to follow a name
    peers: str  # a heading of well_known/people.txt
    interest: int
    difficulty: Difficulty


CRAFTS = (
    Craft("director", ("director", "directed by"), "Who directed the film?",
        "Who directed the film with {}?", "directed the film", "director", 1, "easy"),
    Craft("screenwriter", ("screenplay", "writer", "screenwriter", "written by", "script"),
        "Who wrote the film's screenplay?", "Who wrote the film's screenplay with {}?",
        "wrote the screenplay", "screenwriter", 2, "medium"),
    Craft("story", ("story", "original story", "story by"), "Who wrote the film's story?",
        "", "wrote the story", "screenwriter", 1, "hard"),
    Craft("producer", ("producer", "produced by"), "Who produced the film?",
        "Who produced the film with {}?", "produced the film", "producer", 1, "hard"),
    Craft("cinematographer", ("cinematography", "cinematographer", "director of photography"),
        "Who was the film's cinematographer?", "Who shot the film with {}?",
        "shot the film", "cinematographer", 2, "medium"),
    Craft("composer", ("music", "composer", "original music", "score", "original score"),
        "Who composed the film's music?", "Who composed the film's music with {}?",
        "composed the music", "composer", 2, "medium"),
    Craft("songwriter", ("music and songs", "songs", "songwriter", "songs by"),
        "Who wrote the film's songs?", "Who wrote the film's songs with {}?",
        "wrote the songs", "songwriter", 2, "easy"),
    Craft("production-designer", ("production design", "production designer"),
        "Who was the film's production designer?", "", "designed the sets",
        "production designer", 2, "medium"),
    Craft("costume-designer", ("costumes", "costume design", "costume designer"),
        "Who designed the film's costumes?", "", "designed the costumes", "costume designer", 1,
        "hard"),
    Craft("choreographer", ("choreography", "choreographer"),
        "Who choreographed the film's dances?", "", "choreographed the dances", "choreographer", 2,
        "medium"),
    Craft("editor", ("editor", "editing", "film editor", "film editing"),
        "Who edited the film?", "", "edited the film", "editor", 1, "hard"),
)  # fmt: skip
