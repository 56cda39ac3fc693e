"""What does a request's URL say, part by part, decoded?"""

from __future__ import annotations

from scimviewer.scim.request import RequestTarget, request_target

Pairs = list[tuple[str, str]]


def url_pairs(url: str | None) -> Pairs:
    """The parts of a URL, each with its name; the query one parameter a row, decoded (RFC 7644 §3.4.2)."""
    if not url:
        return []
    target = request_target(url)
    pairs: Pairs = []
    scheme, separator, _ = url.partition("://")
    if separator:
        pairs.append(("scheme", scheme))
    if target.host:
        pairs.append(("host", target.host))
    if target.endpoint is None:
        pairs.append(("path", target.path))
    else:
        pairs += [("SCIM base", target.base or "/"), ("endpoint", target.endpoint)]
        pairs += [("resource type", target.resource_type)] if target.resource_type else []
        pairs += [("id", target.resource_id)] if target.resource_id else []
    return pairs + [(f"?{name}", value) for name, value in target.parameters()]


def url_words(url: str | None) -> str:
    """A URL summed up on one line; a filter, which says whom it is about, is in it."""
    if not url:
        return "This log does not say which URL was asked for"
    target = request_target(url)
    words = [_asked_for(target)]
    if target.host:
        words.append(f"at {target.host}{target.base}")
    filter_text = target.filter()
    if filter_text:
        words.append(f"where {filter_text}")
    others = [name for name, _ in target.parameters() if name.lower() != "filter"]
    if others:
        words.append(f"with {', '.join(others[:4])}{' …' if len(others) > 4 else ''}")
    return " ".join(words)


def _asked_for(target: RequestTarget) -> str:
    if target.endpoint is None:
        return target.path or "/"
    if target.resource_id:
        return f"{target.resource_type or target.endpoint} {target.resource_id}"
    return target.endpoint
