"""The screen of `heart cast`."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text

from heartcli.output.rich.layout import GAP, INDENT
from heartcli.output.rich.page import Page
from heartcli.output.rich.palette import NAME

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
    width = (page.width - 4) // 2 if page.is_wide else page.width
    longest = max((page.untrusted(member.performer).cell_len for member in parts), default=0)
    return INDENT + min(longest, width // 2) + GAP


def _draw_block(heading: str, members: Sequence[CastMember], stop: int, page: Page) -> None:
    if not members:
        return
    citations = [member.sources for member in members]
    with page.block(heading, citations):
        blocks = [partial(_draw_part, member, stop) for member in members]
        has_stories = any(member.text or member.disputes for member in members)
        page.in_columns(blocks, spaced=has_stories)


def _draw_part(member: CastMember, stop: int, page: Page) -> None:
    """Draws a performer and their character, and a paragraph about them."""
    character = page.untrusted(_without_article(member.character))
    if not member.text:
        character = page.body(member, character)
    lead = Text(" " * INDENT) + page.untrusted(member.performer, NAME)
    if lead.cell_len + GAP <= stop:
        page.hang(lead, character, stop)
    else:
        page.prose(page.untrusted(member.performer, NAME))
        page.prose(character, indent=INDENT * 2)
    if member.text:
        page.story(member, page.untrusted(member.text))
    else:
        page.prose(*page.objections(member), indent=INDENT * 2)


def _without_article(character: str) -> str:
    """Returns a nameless character as in a list: "Man in a lift", not "a man in a lift"."""
    name = re.sub("^(?:an?|the) ", "", character)
    return name[:1].upper() + name[1:]


def _draw_names(heading: str, members: Sequence[CastMember], page: Page) -> None:
    """Draws people without a character: names in columns, then those with a note."""
    if not members:
        return
    with page.block(heading, [member.sources for member in members]):
        plain = [m for m in members if not m.text and not m.disputes]
        page.name_columns([page.body(m, page.untrusted(m.performer)) for m in plain])
        for member in members:
            if member not in plain:
                text = page.join(
                    [page.untrusted(member.performer), page.untrusted(member.text)], "  "
                )
                page.hang(Text(" " * INDENT), page.body(member, text), INDENT)
                page.prose(*page.objections(member), indent=INDENT * 2)
