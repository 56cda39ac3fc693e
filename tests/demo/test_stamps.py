from scimviewer.demo import stamps

AT = 1_788_242_400_123_456_789  # 2026-09-01T06:00:00.123456789Z


def test_each_log_has_its_way_to_write_a_moment():
    assert stamps.iso_ms(AT) == "2026-09-01T06:00:00.123"
    assert stamps.iso_us(AT) == "2026-09-01T06:00:00.123456"
    assert stamps.http_date(AT) == "Tue, 01 Sep 2026 06:00:00 GMT"
    assert stamps.access_date(AT) == "01/Sep/2026:06:00:00 +0000"
