"""Which address a request counts for, whatever the proxies in front of the service write."""

import pytest

from api.ratelimit import client_address

PROXY = "10.0.0.9"


def counted(proxies: int, *headers: tuple[str, str], client: str = PROXY) -> str:
    sent = [(name.encode(), value.encode()) for name, value in headers]
    return client_address({"client": (client, 50_000), "headers": sent}, proxies)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("192.0.2.7:50001", "192.0.2.7"),
        (" 192.0.2.7:443 ", "192.0.2.7"),
        ('"192.0.2.7:443"', "192.0.2.7"),
        ("2001:db8::7", "2001:db8::/64"),
        ("[2001:db8::7]", "2001:db8::/64"),
        ("[2001:db8::7]:50001", "2001:db8::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("[::ffff:192.0.2.7]:8080", "192.0.2.7"),
        ("6.6.6.6, 192.0.2.7:1", "192.0.2.7"),
        ("unknown", PROXY),
        ("_hidden", PROXY),
        ("192.0.2.7:", "192.0.2.7"),
        ("", PROXY),
        (", ,", PROXY),
        ("300.1.1.1", PROXY),
    ],
)
def test_the_port_is_cut_off_and_what_is_no_address_counts_for_the_proxy(written: str, address: str) -> None:
    assert counted(1, ("x-forwarded-for", written)) == address


def test_the_standard_header_is_read_where_the_other_is_absent() -> None:
    assert counted(1, ("forwarded", "for=192.0.2.7:4711;proto=https")) == "192.0.2.7"
    assert counted(1, ("forwarded", 'For="[2001:db8:cafe::17]:4711"')) == "2001:db8:cafe::/64"
    assert counted(2, ("forwarded", "for=6.6.6.6, for=192.0.2.7;by=203.0.113.4, for=10.0.0.8")) == "192.0.2.7"
    assert counted(1, ("forwarded", "proto=https;by=203.0.113.4")) == PROXY
    assert counted(1, ("x-forwarded-for", "192.0.2.7"), ("forwarded", "for=6.6.6.6")) == "192.0.2.7"


def test_only_what_our_own_proxies_wrote_is_believed() -> None:
    assert counted(0, ("x-forwarded-for", "6.6.6.6")) == PROXY
    assert counted(2, ("x-forwarded-for", "6.6.6.6")) == PROXY
    assert counted(2, ("x-forwarded-for", "6.6.6.6, 192.0.2.7:5"), ("x-forwarded-for", "10.0.0.8:80")) == "192.0.2.7"
    assert client_address({"client": None, "headers": []}, 1) == "unknown"
