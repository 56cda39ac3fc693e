"""Recognise log formats and read their records."""

from scimviewer.formats import (
    access_log,
    aws_elb,
    csv_exchange,
    entra_provisioning,
    haproxy_log,
    har,
    json_exchange,
    okta_log,
    w3c_log,
)

# Most specific first.
FORMATS = (
    har.FORMAT,
    entra_provisioning.FORMAT,
    entra_provisioning.TABLE,
    okta_log.FORMAT,
    okta_log.TABLE,
    json_exchange.FORMAT,
    w3c_log.FORMAT,
    aws_elb.FORMAT,
    haproxy_log.FORMAT,
    access_log.FORMAT,
    csv_exchange.FORMAT,
)
