"""Recognise log formats and read their records."""

from scimviewer.formats import access_log, csv_exchange, har, json_exchange

# Most specific first.
FORMATS = (har.FORMAT, json_exchange.FORMAT, access_log.FORMAT, csv_exchange.FORMAT)
