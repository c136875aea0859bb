"""Groups a film's reviews by critic, on release and since."""

from collections import Counter
from collections.abc import Iterable, Sequence

from heartcli.model.dates import Date, exact_first
from heartcli.model.film import Film
from heartcli.model.frozen import Frozen, frozen
from heartcli.model.records import Review, Stance
from heartcli.text.folding import fold

_YEARS_ON_RELEASE = 1  # after the film's year; later reviews look back
_Key = tuple[str, ...]


@frozen
class Critic(Frozen):
    """A critic, or a publication without a named critic, with their reviews from one period."""

    name: str
    publications: tuple[str, ...]
    reviews: tuple[Review, ...]

    @property
    def stance(self) -> Stance:
        """The critic's stance: mixed if reviews differ. Doubtful reviews count only if all are."""
        certain = [review for review in self.reviews if not review.doubtful]
        stances = {review.stance for review in certain or self.reviews}
        return stances.pop() if len(stances) == 1 else "mixed"

    @property
    def is_doubtful(self) -> bool:
        """Whether all of the critic's reviews are doubtful."""
        return all(review.doubtful for review in self.reviews)

    @property
    def date(self) -> Date | None:
        """The most exact date of the critic's reviews; in a tie, the earliest."""
        dates = [review.date for review in self.reviews if review.date]
        return min(dates, key=lambda date: (date.last - date.first, date.first), default=None)


def critics_of(film: Film, reviews: Iterable[Review]) -> tuple[list[Critic], list[Critic]]:
    """Returns the critics on release and since, by date; those without a date come last."""
    since = _dated_since(film, reviews := list(reviews))
    groups: dict[tuple[bool, _Key], list[Review]] = {}
    is_since = False
    for review in reviews:
        key = _key(review)
        # An undated review goes with the critic's others, or else with the one before it.
        is_since = (
            since[key]
            if not review.date and key in since
            else _is_since(film, review, default=is_since)
        )
        groups.setdefault((is_since, key), []).append(review)
    critics: tuple[list[Critic], list[Critic]] = ([], [])
    for (is_since, _), group in groups.items():
        critics[is_since].append(_critic(group))
    for part in critics:
        part.sort(key=lambda critic: exact_first(critic.date.text if critic.date else "~"))
    return critics


def tally(critics: Sequence[Critic]) -> Counter[Stance]:
    """Counts critics by stance. Those whose reviews are all doubtful are left out."""
    return Counter(critic.stance for critic in critics if not critic.is_doubtful)


def _dated_since(film: Film, reviews: Iterable[Review]) -> dict[_Key, bool]:
    """Says for each critic whether their dated reviews came after the film's release."""
    return {_key(r): _is_since(film, r, default=False) for r in reviews if r.date}


def _is_since(film: Film, review: Review, *, default: bool) -> bool:
    return review.date.first.year > film.year + _YEARS_ON_RELEASE if review.date else default


def _key(review: Review) -> _Key:
    """Returns what identifies a critic. Several may share a single name, such as Thomas."""
    name, publication = fold(review.critic), fold(review.publication)
    if " " in name:
        return (name,)
    return (name, publication) if name or publication else (review.id,)


def _critic(reviews: Sequence[Review]) -> Critic:
    return Critic(
        name=reviews[0].critic,
        publications=tuple(dict.fromkeys(r.publication for r in reviews if r.publication)),
        reviews=tuple(reviews),
    )
