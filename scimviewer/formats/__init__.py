"""Recognise log formats and read their records."""

from scimviewer.formats import har, json_exchange

# Most specific first.
FORMATS = (har.FORMAT, json_exchange.FORMAT)
