"""Colours of outcomes."""

from __future__ import annotations

import numpy as np

from scimviewer.query.outcome_classes import CLASSES
from scimviewer.ui.outcome_looks import LOOKS, outcome_layers, outcome_words
from scimviewer.ui.theme import theme


def test_every_class_has_a_look_of_its_own() -> None:
    assert set(LOOKS) == {one.key for one in CLASSES}
    looks = [(look.colour, look.hatched) for look in LOOKS.values()]
    assert len(set(looks)) == len(looks)
    assert all(theme().colours.named(colour) for colour, _ in looks)


def test_layers_are_in_the_order_of_the_classes() -> None:
    counts = np.arange(len(CLASSES) * 2).reshape(len(CLASSES), 2)
    layers = outcome_layers(counts)
    assert [one.counts.tolist() for one in layers] == counts.tolist()
    assert layers[3].hatched


def test_a_bucket_in_words_names_only_what_is_there() -> None:
    assert outcome_words(np.array([40, 0, 28, 0, 0, 0, 0])) == "68 events: 40 changed, 28 rejected"
    assert outcome_words(np.zeros(7)) == "0 events"
