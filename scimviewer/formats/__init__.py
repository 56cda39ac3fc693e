"""Recognise log formats and read their records."""

from scimviewer.formats import access_log, aws_elb, csv_exchange, haproxy_log, har, json_exchange, w3c_log

# Most specific first.
FORMATS = (
    har.FORMAT,
    json_exchange.FORMAT,
    w3c_log.FORMAT,
    aws_elb.FORMAT,
    haproxy_log.FORMAT,
    access_log.FORMAT,
    csv_exchange.FORMAT,
)
