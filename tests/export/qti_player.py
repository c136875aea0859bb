"""Plays an item of a QTI package, by the rules of the standard that heart's items use."""

from collections.abc import Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"


class Result(NamedTuple):
    """What a reply gets."""

    score: float
    feedback: str  # the title of what pops up


def correct_reply(item: Element) -> list[str]:
    return [value.text or "" for value in item.iterfind(f".//{QTI}correctResponse/*")]


def play(item: Element, reply: Sequence[str]) -> Result:
    """Returns the result of a reply: the identifiers of options, or a text."""
    outcomes: dict[str, float | str] = {"SCORE": 0.0}
    for condition in item.iterfind(f"{QTI}responseProcessing/*"):
        (test, *then), *otherwise = condition
        rules = (
            then if _evaluate(test, item, reply) else [rule for part in otherwise for rule in part]
        )
        for rule in rules:
            value = rule[0]
            outcomes[rule.get("identifier", "")] = (
                value.text or ""
                if value.get("baseType") == "identifier"
                else sum(float(part.text or outcomes["SCORE"]) for part in value)
            )
    titles = [
        message.get("title", "")
        for message in item.iter(f"{QTI}modalFeedback")
        if message.get("identifier") == outcomes.get("FEEDBACK")
    ]
    return Result(float(outcomes["SCORE"]), ", ".join(titles))


def _evaluate(test: Element, item: Element, reply: Sequence[str]) -> bool:
    match test.tag.removeprefix(QTI):
        case "match":
            return list(reply) == correct_reply(item)
        case "or":
            return any(_evaluate(part, item, reply) for part in test)
        case "and":
            return all(_evaluate(part, item, reply) for part in test)
        case "gte":
            return _number(test[0], item, reply) >= _number(test[1], item, reply)
        case "lte":
            return _number(test[0], item, reply) <= _number(test[1], item, reply)
    raise AssertionError(test.tag)


def _number(expression: Element, item: Element, reply: Sequence[str]) -> float:
    match expression.tag.removeprefix(QTI):
        case "variable":
            return float(reply[0])
        case "mapResponse":
            return _points(item, reply[0])
    return float(expression.text or "")


def _points(item: Element, reply: str) -> float:
    for entry in item.iter(f"{QTI}mapEntry"):
        keys = (entry.get("mapKey", ""), reply)
        if entry.get("caseSensitive") == "false":
            keys = (keys[0].lower(), keys[1].lower())
        if keys[0] == keys[1]:
            return float(entry.get("mappedValue", ""))
    return 0
