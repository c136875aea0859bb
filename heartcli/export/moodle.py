"""Writes questions in the XML of Moodle's question bank.

https://docs.moodle.org/en/Moodle_XML_format

Texts are plain, so that Moodle doesn't look for markup or formulas in them.
"""

from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element, SubElement

from heartcli.export.question_bank import BankQuestion, category_path, make_bank_question
from heartcli.export.quiz import Quiz

_SETTINGS: dict[str, dict[str, str]] = {
    "multichoice": {"single": "true", "shuffleanswers": "true"},
    "shortanswer": {"usecase": "0"},  # capitals don't matter
}


def write(quiz: Quiz) -> bytes:
    """Returns a category with the questions; its description states the terms."""
    root = Element("quiz")
    category = SubElement(root, "question", type="category")
    _add_text(category, "category", category_path(quiz))
    _add_text(category, "info", "\n".join(quiz.terms), format="plain_text")
    for question in quiz.questions:
        _add_question(root, make_bank_question(question))
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _add_question(root: Element, question: BankQuestion) -> None:
    element = SubElement(root, "question", type=question.kind)
    _add_text(element, "name", question.name)
    _add_text(element, "questiontext", question.text, format="plain_text")
    _add_text(element, "generalfeedback", question.feedback, format="plain_text")
    SubElement(element, "idnumber").text = question.id_number
    for tag, setting in _SETTINGS.get(question.kind, {}).items():
        SubElement(element, tag).text = setting
    for text, is_right, tolerance in question.answers:
        value = text.lower() if question.kind == "truefalse" else text
        fraction = "100" if is_right else "0"  # per cent of the mark
        answer = _add_text(element, "answer", value, fraction=fraction, format="plain_text")
        if tolerance:
            SubElement(answer, "tolerance").text = tolerance
    tags = SubElement(element, "tags")
    for tag in question.tags:
        _add_text(tags, "tag", tag)


def _add_text(parent: Element, tag: str, text: str, **attributes: str) -> Element:
    element = SubElement(parent, tag, attributes)
    SubElement(element, "text").text = text
    return element
