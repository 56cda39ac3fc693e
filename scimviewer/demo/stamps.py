"""How does each kind of log write down a moment?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _moment(second: int) -> datetime:
    return _EPOCH + timedelta(seconds=second)


@lru_cache(maxsize=4096)
def _iso_second(second: int) -> str:
    return _moment(second).strftime("%Y-%m-%dT%H:%M:%S")


@lru_cache(maxsize=4096)
def _http_second(second: int) -> str:
    # Not strftime("%a %b"): those follow the locale, HTTP dates do not.
    at = _moment(second)
    return f"{_DAYS[at.weekday()]}, {at:%d} {_MONTHS[at.month - 1]} {at:%Y %H:%M:%S} GMT"


@lru_cache(maxsize=4096)
def _access_second(second: int) -> str:
    at = _moment(second)
    return f"{at:%d}/{_MONTHS[at.month - 1]}/{at:%Y:%H:%M:%S} +0000"


def iso_ms(time_ns: int) -> str:
    """Write as `2026-09-01T06:00:00.123`; the caller adds the zone."""
    second, rest = divmod(time_ns, 1_000_000_000)
    return f"{_iso_second(second)}.{rest // 1_000_000:03d}"


def iso_us(time_ns: int) -> str:
    """Write as `2026-09-01T06:00:00.123456`; the caller adds the zone."""
    second, rest = divmod(time_ns, 1_000_000_000)
    return f"{_iso_second(second)}.{rest // 1000:06d}"


def http_date(time_ns: int) -> str:
    """Write as in the Date header (RFC 9110 §5.6.7)."""
    return _http_second(time_ns // 1_000_000_000)


def access_date(time_ns: int) -> str:
    """Write as web servers do between the brackets of the Common Log Format."""
    return _access_second(time_ns // 1_000_000_000)
