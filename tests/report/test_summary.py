"""The summary for the clipboard: the same facts in both forms, no text of the user read as markup."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness_gui.core.framework import Framework
from readiness_gui.report.blocks import Document
from readiness_gui.report.document import build
from readiness_gui.report.summary import render
from tests import worked

TAGS = {"html", "head", "meta", "body", "h2", "h3", "p", "b", "ul", "ol", "li"}


class Reader(HTMLParser):
    """Collects the tags and the words of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture(scope="module")
def document(framework: Framework) -> Document:
    product = worked.product(framework)
    return build(product, product.assessments[-1], framework, worked.TODAY)


def test_both_forms_say_the_same(document: Document) -> None:
    made = render(document)
    rich = Reader(made.html)
    assert rich.tags == TAGS
    spoken = (document.title, document.verdict, document.headline, document.action, *document.first_steps)
    for words in (*spoken, *(one.reason for one in document.signals)):
        plain = " ".join(words.split())
        assert plain in made.text
        assert plain in rich.words


def test_every_signal_has_its_sign_and_its_status_in_words(document: Document) -> None:
    lines = render(document).text.splitlines()
    for one in document.signals:
        (line,) = [line for line in lines if line[2:].startswith(f"{one.name}:")]
        assert one.status_word in line
        assert line[0] in "●✕◇"


def test_the_plain_form_reads_well(document: Document) -> None:
    text = render(document).text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\n\n\n" not in text
    assert "1. " in text
    assert all(line == line.rstrip() for line in text.splitlines())


def test_what_there_is_none_of_is_left_out(document: Document) -> None:
    made = render(replace(document, first_steps=(), resolve_first=()))
    assert document.words["first_steps"] not in made.text
    assert "<ol>" not in made.html


def test_joiners_of_scripts_stay_and_overrides_go(document: Document) -> None:
    joined = "می\u200cخواهم 👩\u200d💻"
    text = render(replace(document, title=f"{joined}\u202e\x00\ud800!")).text
    assert text.startswith(f"{joined}!\n")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(hostile=st.text(alphabet=st.characters(codec=None), max_size=200))
def test_no_text_of_the_user_is_markup_or_breaks_a_line(document: Document, hostile: str) -> None:
    one = replace(
        document,
        title=f"{hostile}<script>alert(1)</script>",
        first_steps=(hostile, f'"><img src=x onerror="y">{hostile}'),
    )
    made = render(one)
    assert Reader(made.html).tags <= TAGS
    made.html.encode("utf-8")
    made.text.encode("utf-8")
    plain = replace(one, title="x", first_steps=("x", "x"))
    assert len(made.text.splitlines()) == len(render(plain).text.splitlines())
