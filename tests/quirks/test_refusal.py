"""Errors are read in whatever form they come."""

from __future__ import annotations

from scimviewer.quirks.refusal import refusal_of
from tests.quirks.made import error


def test_an_error_of_the_rfc() -> None:
    told = refusal_of(error(400, "no such path", "invalidPath"), "/b")
    assert (told.form, told.detail, told.at, told.scim_type) == ("scim", "no such path", "/b/detail", "invalidPath")


def test_an_error_in_a_wrapper() -> None:
    told = refusal_of({"fault": error(404, "gone", "noTarget")}, "/b")
    assert (told.form, told.at, told.at_scim_type) == ("wrapped", "/b/fault/detail", "/b/fault/scimType")


def test_an_error_of_scim_1() -> None:
    told = refusal_of({"Errors": [{"description": "no", "code": "400"}]}, "/b")
    assert (told.form, told.detail, told.at) == ("scim11", "no", "/b/Errors/0/description")


def test_a_web_page_is_read_without_its_tags() -> None:
    told = refusal_of("<!DOCTYPE html><title>Sign in</title><p>now", "/b")
    assert (told.form, told.text) == ("html", "Sign in now")


def test_no_body_says_nothing() -> None:
    assert refusal_of(None, "/b").form == "none"


def test_a_page_of_nothing_but_comments_is_read_in_one_go() -> None:
    assert refusal_of("<!-- a --> " * 500 + "x", "/b").form == "text"
    assert refusal_of("<!-- a --> " * 500 + "<html>x", "/b").form == "html"
