"""Writes a QTI 2.1 content package: an item for each question, and a test with all of them."""

import hashlib
from collections.abc import Iterable
from decimal import Decimal
from xml.etree.ElementTree import Element, tostring

from heartcli.export.archive import pack
from heartcli.export.quiz import CitedQuestion, Quiz, plain_digits
from heartcli.quiz.rounds.play import OPTION_LETTERS

_SCHEMAS = "http://www.imsglobal.org/xsd"
_QTI, _QTI_SCHEMA = f"{_SCHEMAS}/imsqti_v2p1", f"{_SCHEMAS}/qti/qtiv2p1/imsqti_v2p1.xsd"
_PACKAGING, _PACKAGING_SCHEMA = f"{_SCHEMAS}/imscp_v1p1", f"{_SCHEMAS}/imscp_v1p1.xsd"
_TEST, _TEST_PATH = "test", "test.xml"
_RIGHT, _WRONG = "feedback_correct", "feedback_wrong"  # Inspera expects these


def write(quiz: Quiz) -> bytes:
    """Returns the package as a zip archive."""
    items = {_identifier(question): question for question in quiz.questions}
    documents = {"imsmanifest.xml": _manifest(items), _TEST_PATH: _test(quiz, items)}
    documents |= {_item_path(name): _item(name, question) for name, question in items.items()}
    return pack({path: _serialize(document) for path, document in documents.items()})


def _identifier(question: CitedQuestion) -> str:
    # A question's id may hold any characters; an identifier begins with a letter.
    return f"q{hashlib.sha256(question.id.encode()).hexdigest()[:20]}"


def _item_path(identifier: str) -> str:
    return f"items/{identifier}.xml"


def _manifest(identifiers: Iterable[str]) -> Element:
    schema = (_element("schema", "QTIv2.1 Package"), _element("schemaversion", "1.0.0"))
    dependencies = [_element("dependency", identifierref=name) for name in identifiers]
    return _root(
        "manifest", _PACKAGING, _PACKAGING_SCHEMA,
        _element("metadata", *schema),
        _element("organizations"),
        _element(
            "resources",
            _resource(_TEST, "imsqti_test_xmlv2p1", _TEST_PATH, *dependencies),
            *(_resource(name, "imsqti_item_xmlv2p1", _item_path(name)) for name in identifiers),
        ),
        identifier="manifest",
    )  # fmt: skip


def _resource(identifier: str, kind: str, path: str, *dependencies: Element) -> Element:
    file = _element("file", href=path)
    return _element("resource", file, *dependencies, identifier=identifier, type=kind, href=path)


def _test(quiz: Quiz, identifiers: Iterable[str]) -> Element:
    terms = [_element("p", line) for line in quiz.terms]
    section = _element(
        "assessmentSection",
        _element("rubricBlock", *terms, view="author"),  # candidates don't need it
        *(
            _element("assessmentItemRef", identifier=name, href=_item_path(name))
            for name in identifiers
        ),
        identifier="section", title=quiz.title, visible="true",
    )  # fmt: skip
    return _root(
        "assessmentTest", _QTI, _QTI_SCHEMA,
        _outcome("SCORE", "float", "0"),
        _outcome("MAXSCORE", "float", "0"),
        _element(
            "testPart",
            _element("itemSessionControl", maxAttempts="1", showFeedback="true"),
            section,
            identifier="part", navigationMode="nonlinear", submissionMode="individual",
        ),
        _element("outcomeProcessing", _total("SCORE"), _total("MAXSCORE")),
        identifier=_TEST, title=quiz.title,
    )  # fmt: skip


def _total(outcome: str) -> Element:
    return _set(outcome, _element("sum", _element("testVariables", variableIdentifier=outcome)))


def _item(identifier: str, question: CitedQuestion) -> Element:
    return _root(
        "assessmentItem", _QTI, _QTI_SCHEMA,
        _response(question),
        _outcome("SCORE", "float", "0"),
        _outcome("MAXSCORE", "float", "1"),
        _outcome("FEEDBACK", "identifier"),
        _element("itemBody", _element("p", question.ask), *_answer_part(question)),
        _processing(_condition(question)),
        _feedback(question, _RIGHT, "Right"),
        _feedback(question, _WRONG, "Wrong"),
        identifier=identifier, title=question.ask, adaptive="false", timeDependent="false",
    )  # fmt: skip


def _response(question: CitedQuestion) -> Element:
    """Returns the declaration of the right replies."""
    if question.form == "order":
        return _declaration("ordered", "identifier", question.answer)
    if question.options:
        return _declaration("single", "identifier", question.letter)
    if question.numbers:
        numbers = [plain_digits(number) for number, _ in question.numbers]
        return _declaration("single", "float", numbers[:1], _mapping(numbers))
    # OpenOlat refuses to ignore the case of numbers.
    replies = (*question.rights, *question.short_replies)
    mapping = _mapping(replies, caseSensitive="false")
    return _declaration("single", "string", [question.answer], mapping)


def _declaration(
    cardinality: str, base_type: str, rights: Iterable[str], *mapping: Element
) -> Element:
    return _element(
        "responseDeclaration",
        _element("correctResponse", *(_element("value", right) for right in rights)),
        *mapping,
        identifier="RESPONSE", cardinality=cardinality, baseType=base_type,
    )  # fmt: skip


def _mapping(rights: Iterable[str], **attributes: str) -> Element:
    entries = [
        _element("mapEntry", mapKey=right, mappedValue="1", **attributes)
        for right in dict.fromkeys(rights)
    ]
    return _element("mapping", *entries, defaultValue="0")


def _outcome(identifier: str, base_type: str, default: str = "") -> Element:
    value = [_element("defaultValue", _element("value", default))] if default else []
    return _element(
        "outcomeDeclaration", *value,
        identifier=identifier, cardinality="single", baseType=base_type,
    )  # fmt: skip


def _answer_part(question: CitedQuestion) -> list[Element]:
    """Returns what is shown below a question: its clues, and where to answer it."""
    if not question.options:
        clues = [_element("li", clue) for clue in question.clues]
        hint = {"placeholderText": "A number without commas"} if question.numbers else {}
        entry = _element("textEntryInteraction", responseIdentifier="RESPONSE", **hint)
        return [*([_element("ol", *clues)] if clues else []), _element("p", entry)]
    options = [
        _element("simpleChoice", option, identifier=letter)
        for letter, option in zip(OPTION_LETTERS, question.options, strict=False)
    ]
    attributes = {"responseIdentifier": "RESPONSE", "shuffle": "false"}
    if question.form == "order":
        return [_element("orderInteraction", *options, **attributes)]
    return [_element("choiceInteraction", *options, **attributes, maxChoices="1")]


def _condition(question: CitedQuestion) -> Element:
    """Returns the expression that is true if the reply is right."""
    if question.options:
        return _element("match", _variable("RESPONSE"), _element("correct", identifier="RESPONSE"))
    if question.numbers:
        return _element("or", *(_is_near(*number) for number in question.numbers))
    points = _element("mapResponse", identifier="RESPONSE")
    return _element("gte", points, _value("float", "1"))


def _is_near(number: Decimal, tolerance: Decimal) -> Element:
    # `equal` has tolerances, but some players ignore them.
    reply, low, high = _variable("RESPONSE"), number - tolerance, number + tolerance
    return _element(
        "and",
        _element("gte", reply, _value("float", plain_digits(low))),
        _element("lte", reply, _value("float", plain_digits(high))),
    )


def _processing(condition: Element) -> Element:
    """Returns the rules for the score and the feedback.

    TAO can edit a choice or an order only if each has its own rule, and the score is a sum.
    """
    score = _element("sum", _variable("SCORE"), _value("float", "1"))
    is_right = _element("responseIf", condition, _set("FEEDBACK", _value("identifier", _RIGHT)))
    is_wrong = _element("responseElse", _set("FEEDBACK", _value("identifier", _WRONG)))
    return _element(
        "responseProcessing",
        _element("responseCondition", _element("responseIf", condition, _set("SCORE", score))),
        _element("responseCondition", is_right, is_wrong),
    )


def _variable(identifier: str) -> Element:
    return _element("variable", identifier=identifier)


def _value(base_type: str, text: str) -> Element:
    return _element("baseValue", text, baseType=base_type)


def _set(outcome: str, value: Element) -> Element:
    return _element("setOutcomeValue", value, identifier=outcome)


def _feedback(question: CitedQuestion, identifier: str, title: str) -> Element:
    lines = [_element("p", line) for line in question.feedback_lines]
    return _element(
        "modalFeedback", *lines,
        outcomeIdentifier="FEEDBACK", identifier=identifier, showHide="show", title=title,
    )  # fmt: skip


def _root(name: str, namespace: str, schema: str, *content: Element, **attributes: str) -> Element:
    # TAO knows elements by names without a prefix, and refuses items without a schemaLocation.
    return _element(
        name, *content,
        **{
            "xmlns": namespace,
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            "xsi:schemaLocation": f"{namespace} {schema}",
        },
        **attributes,
    )  # fmt: skip


def _element(name: str, *content: Element | str, **attributes: str) -> Element:
    """Returns an element with these elements, or this text, in it."""
    element = Element(name, attributes)
    for part in content:
        if isinstance(part, str):
            element.text = part
        else:
            element.append(part)
    return element


def _serialize(root: Element) -> bytes:
    document: bytes = tostring(root, "utf-8", xml_declaration=True)
    return document
