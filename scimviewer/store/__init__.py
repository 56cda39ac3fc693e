"""The case file: records as evidence, events as a reading of them."""
