"""The screen of `heart cast`."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from heartcli.output.rich.ink import spaces
from heartcli.output.rich.layout import GAP, INDENT
from heartcli.output.rich.page import Page
from heartcli.output.rich.palette import NAME
from heartcli.text.display import upper_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from heartcli.lookup.sections import LookupResult
    from heartcli.model.records import CastMember


def draw(result: LookupResult, page: Page) -> None:
    members = result.sections["cast"]
    parts = [member for member in members if member.character]
    cameos = [member for member in parts if member.cameo]
    others = [member for member in members if not member.character]
    main = [member for member in parts if not member.cameo]
    stop = _character_column(parts, page)
    has_billing = result.film.has_billing
    _draw_block("" if has_billing else "Among the cast", main, stop, page)
    _draw_block("Cameos", cameos, stop, page)
    heading = "Also in the cast" if parts else "" if has_billing else "Among the cast"
    _draw_names(heading, others, page)


def _character_column(parts: Sequence[CastMember], page: Page) -> int:
    """Returns where the characters begin in all blocks of the screen."""
    longest = page.longest(member.performer for member in parts)
    return INDENT + min(longest, page.column_width // 2) + GAP


def _draw_block(heading: str, members: Sequence[CastMember], stop: int, page: Page) -> None:
    if not members:
        return
    with page.block(heading, members):
        blocks = [partial(_draw_part, member, stop) for member in members]
        has_stories = any(member.text or member.disputes for member in members)
        page.in_columns(blocks, spaced=has_stories)


def _draw_part(member: CastMember, stop: int, page: Page) -> None:
    """Draws a performer and their character, and a paragraph about them."""
    character = page.untrusted(_without_article(member.character))
    if not member.text:
        character = page.cited(member, character)
    performer = page.untrusted(member.performer, NAME)
    if INDENT + performer.cell_len + GAP <= stop:
        page.hang(spaces(INDENT) + performer, character, stop)
    else:
        page.prose(performer)
        page.prose(character, indent=INDENT * 2)
    page.text_and_disputes(member, page.untrusted(member.text))


def _without_article(character: str) -> str:
    """Returns a nameless character without its article: "Man in a lift", not "a man in a lift"."""
    return upper_first(re.sub("^(?:an?|the) ", "", character))


def _draw_names(heading: str, members: Sequence[CastMember], page: Page) -> None:
    """Draws people without a character: plain names in columns, then names with notes."""
    if not members:
        return
    with page.block(heading, members):
        plain = [m for m in members if not m.text and not m.disputes]
        page.name_columns([page.cited(m, page.untrusted(m.performer)) for m in plain])
        for member in members:
            if member not in plain:
                texts = map(page.untrusted, (member.performer, member.text))
                page.prose(page.cited(member, page.join(texts, " " * GAP)))
                page.prose(*page.dispute_lines(member), indent=INDENT * 2)
