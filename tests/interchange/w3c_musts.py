"""What the Web Annotation Data Model says a file MUST be: one check for each assertion of W3C's own tests
(annotations 14, bodies 15, targets 14, specific resources 11) and for collections 10 and pages 15, in our words."""
import re
from datetime import datetime

IRI = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*$")
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MARKED = ("source", "selector", "state", "styleClass", "purpose")
CHOICES = ("Choice", "Set", "List", "Composite", "Independents")


def listed(value):
    return [] if value is None else value if isinstance(value, list) else [value]


def is_iri(value):
    return isinstance(value, str) and bool(IRI.match(value))


def are_iris(value):
    return all(is_iri(one) or isinstance(one, dict) and is_iri(one.get("id")) for one in listed(value))


def is_time(value):
    if not isinstance(value, str) or not value.endswith("Z"):
        return False
    try:
        datetime.fromisoformat(value.removesuffix("Z"))
    except ValueError:
        return False
    return "T" in value


def is_count(value):
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def types(one):
    return listed(one.get("type")) if isinstance(one, dict) else []


def is_choice(one):
    return any(name in types(one) for name in CHOICES)


def is_specific(one):
    return isinstance(one, dict) and not is_choice(one) and any(key in one for key in MARKED) and not is_textual(one)


def is_textual(one):
    return isinstance(one, dict) and ("TextualBody" in types(one) or "value" in one)


def is_external(one):
    return is_iri(one) or isinstance(one, dict) and not (is_choice(one) or is_specific(one) or is_textual(one))


def is_recognised(one, as_body):
    if is_iri(one):
        return True
    if not isinstance(one, dict):
        return False
    if is_choice(one):
        return len(listed(one.get("items"))) > 0
    if is_textual(one):
        return as_body and isinstance(one.get("value"), str)
    if is_specific(one):
        return is_iri(one.get("source")) or isinstance(one.get("source"), dict) and is_iri(one["source"].get("id"))
    return is_iri(one.get("id"))


def optional(name, holds):
    """Where the key is there, it has one value that holds."""
    return lambda one: not isinstance(one, dict) or name not in one or holds(one[name])


def without(name, of):
    return lambda one: not isinstance(one, dict) or not of(one) or name not in one


ANNOTATION = [
    ("an annotation has an IRI as its id", lambda a: is_iri(a.get("id"))),
    ("an annotation is of the class Annotation", lambda a: "Annotation" in types(a)),
    ("an annotation has a target", lambda a: len(listed(a.get("target"))) > 0),
    ("every target is an IRI, an external or a specific resource, or a choice",
     lambda a: all(is_recognised(one, False) for one in listed(a.get("target")))),
    ("there is no body beside a bodyValue", lambda a: not ("body" in a and "bodyValue" in a)),
    ("every body is an IRI, a textual body, an external or specific resource, or a choice",
     lambda a: all(is_recognised(one, True) for one in listed(a.get("body")))),
    ("a bodyValue is one text", optional("bodyValue", lambda value: isinstance(value, str))),
    ("created is one time in UTC", optional("created", is_time)),
    ("modified is one time in UTC", optional("modified", is_time)),
    ("generated is one time in UTC", optional("generated", is_time)),
    ("rights are IRIs", optional("rights", are_iris)),
    ("canonical is one IRI", optional("canonical", is_iri)),
    ("via are IRIs", optional("via", are_iris)),
]
# Of bodies and of targets alike; that they are recognised is said above.
RESOURCE = [
    ("textDirection is ltr, rtl or auto", optional("textDirection", lambda value: value in ("ltr", "rtl", "auto"))),
    ("created is one time in UTC", optional("created", is_time)),
    ("modified is one time in UTC", optional("modified", is_time)),
    ("rights are IRIs", optional("rights", are_iris)),
    ("canonical is one IRI", optional("canonical", is_iri)),
    ("via are IRIs", optional("via", are_iris)),
    ("an external resource has no items", without("items", is_external)),
    ("an external resource has no purpose", without("purpose", is_external)),
    ("a choice has no value", without("value", is_choice)),
    ("a choice has no source", without("source", is_choice)),
    ("a choice has no purpose", without("purpose", is_choice)),
    ("a specific resource has no items", without("items", is_specific)),
    ("a specific resource has no value", without("value", is_specific)),
]
BODY = RESOURCE + [
    ("a textual body has no items", without("items", is_textual)),
    ("a textual body has no source", without("source", is_textual)),
]
TARGET = RESOURCE + [("a target is no textual body", lambda one: "TextualBody" not in types(one))]


def selectors(one):
    found = [own for own in listed(one.get("selector")) if isinstance(own, dict)] if isinstance(one, dict) else []
    return found + [deeper for own in found for deeper in refined(own)]


def refined(selector):
    below = [own for own in listed(selector.get("refinedBy")) if isinstance(own, dict)]
    return below + [deeper for own in below for deeper in refined(own)]


def of_kind(names, holds):
    def check(one):
        return all(holds(own) for own in selectors(one) + states(one) if any(name in types(own) for name in names))
    return check


def states(one):
    return [own for own in listed(one.get("state")) if isinstance(own, dict)] if isinstance(one, dict) else []


def is_text(selector, name):
    return isinstance(selector.get(name), str)


SPECIFIC = [
    ("a selector is an IRI or has a class",
     lambda one: all(is_iri(own) or isinstance(own, dict) and types(own) for own in listed(one.get("selector")))),
    ("a state is an IRI or has a class",
     lambda one: all(is_iri(own) or isinstance(own, dict) and types(own) for own in listed(one.get("state")))),
    ("refinedBy is a selector or a state",
     lambda one: all(types(own) for own in selectors(one) + states(one))),
    ("a styleClass is a text", lambda one: all(isinstance(own, str) for own in listed(one.get("styleClass")))),
    ("a fragment, CSS or XPath selector has one value",
     of_kind(("FragmentSelector", "CssSelector", "XPathSelector"), lambda own: is_text(own, "value"))),
    ("a text quote has one exact, and at most one prefix and suffix", of_kind(
        ("TextQuoteSelector",),
        lambda own: is_text(own, "exact") and all(key not in own or is_text(own, key) for key in ("prefix", "suffix")))),
    ("a position has one start and one end, none negative", of_kind(
        ("TextPositionSelector", "DataPositionSelector"),
        lambda own: is_count(own.get("start")) and is_count(own.get("end")))),
    ("an SVG selector has at most one value", of_kind(("SvgSelector",), lambda own: "value" not in own or is_text(own, "value"))),
    ("a range has one selector for its start and one for its end", of_kind(
        ("RangeSelector",),
        lambda own: all(isinstance(own.get(key), dict) for key in ("startSelector", "endSelector")))),
    ("a time state has its times in UTC", of_kind(
        ("TimeState",), lambda own: all(is_time(time) for key in ("sourceDate", "sourceDateStart", "sourceDateEnd")
                                        for time in listed(own.get(key))))),
    ("a request state has one value", of_kind(("HttpRequestState",), lambda own: is_text(own, "value"))),
]


def is_part(value, name):
    """An IRI, or what has one and is of this class."""
    return is_iri(value) or isinstance(value, dict) and is_iri(value.get("id")) and name in listed(value.get("type", name))


def has_label(one):
    return isinstance(one, (str, dict)) or isinstance(one, list) and all(isinstance(own, str) for own in one)


COLLECTION = [
    ("a collection has the context", lambda c: CONTEXT in listed(c.get("@context"))),
    ("a collection has an IRI as its id", lambda c: is_iri(c.get("id"))),
    ("a collection is of the class AnnotationCollection", lambda c: "AnnotationCollection" in types(c)),
    ("a label is text", optional("label", has_label)),
    ("total is not negative", optional("total", is_count)),
    ("a collection that is not empty has a first page",
     lambda c: not c.get("total") or is_part(c.get("first"), "AnnotationPage")),
    ("the last page is an IRI or a page", optional("last", lambda value: is_part(value, "AnnotationPage"))),
    ("created is one time in UTC", optional("created", is_time)),
    ("modified is one time in UTC", optional("modified", is_time)),
    ("rights are IRIs", optional("rights", are_iris)),
]
PAGE = [
    ("a page has the context, its own or its collection's", lambda p: CONTEXT in listed(p.get("@context", CONTEXT))),
    ("a page has an IRI as its id", lambda p: is_iri(p.get("id"))),
    ("a page is of the class AnnotationPage", lambda p: "AnnotationPage" in types(p)),
    ("a page has a list of annotations", lambda p: isinstance(p.get("items"), list)),
    ("startIndex is not negative", optional("startIndex", is_count)),
    ("a page is part of a collection", optional("partOf", lambda value: is_part(value, "AnnotationCollection"))),
    ("the next page is an IRI or a page", optional("next", lambda value: is_part(value, "AnnotationPage"))),
    ("the page before is an IRI or a page", optional("prev", lambda value: is_part(value, "AnnotationPage"))),
    ("a page has no total", lambda p: "total" not in p),
    ("a page has no label", lambda p: "label" not in p),
    ("a page has no first", lambda p: "first" not in p),
    ("a page has no last", lambda p: "last" not in p),
    ("created is one time in UTC", optional("created", is_time)),
    ("modified is one time in UTC", optional("modified", is_time)),
    ("rights are IRIs", optional("rights", are_iris)),
]
# The context of an annotation in a page is the collection's.
N_CHECKS = 1 + len(ANNOTATION) + len(BODY) + len(TARGET) + len(SPECIFIC) + len(COLLECTION) + len(PAGE)


def broken(collection):
    """What the collection with its one page does not hold to."""
    page = collection.get("first") or {}
    annotations = page.get("items") or []
    bodies = [one for a in annotations for one in listed(a.get("body"))]
    targets = [one for a in annotations for one in listed(a.get("target"))]
    specific = [one for one in bodies + targets if is_specific(one)]
    found = []
    for things, checks in ((annotations, ANNOTATION), (bodies, BODY), (targets, TARGET), (specific, SPECIFIC),
                           ([collection], COLLECTION), ([page], PAGE)):
        found += [f"{words}: {str(thing)[:120]}" for words, holds in checks for thing in things if not holds(thing)]
    return found
