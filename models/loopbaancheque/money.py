"""Money in whole eurocents: fees by the half hour, VAT or not, rounded once at the very end.

Rates are whole ten-thousandths of a euro, so no step before the last one loses anything.
"""

_UNITS = 10_000
"""Ten-thousandths in a euro."""


def fee_cents(half_hours: int, hourly_rate: int, vat_percent: int = 0) -> int:
    """Return the fee for so many half hours, in eurocents, half a cent upwards.

    Parameters
    ----------
    half_hours
        Half hours of guidance that were registered, from 0.
    hourly_rate
        Fee for an hour without VAT in ten-thousandths of a euro.
    vat_percent
        0 for a centre that is not liable to VAT.

    Examples
    --------
    Two and a half hours at 140.25 euro, with 21 % VAT, is 424.25625 euro:

    >>> fee_cents(5, 1_402_500, 21)
    42426
    >>> fee_cents(2, 1_375_000, 21)
    16638
    """
    if half_hours < 0:
        raise ValueError(f"half hours are {half_hours}; allowed is 0 or more")
    # Half hours x rate / 2 x (100 + VAT) / 100, in ten-thousandths; a cent has 100 of them.
    exact, divisor = half_hours * hourly_rate * (100 + vat_percent), 2 * 100 * (_UNITS // 100)
    return (2 * exact + divisor) // (2 * divisor)


def recovered_cents(share: int, percent: int) -> int:
    """Return what goes back of what Flanders paid, half a cent upwards.

    Examples
    --------
    >>> recovered_cents(38_425, 50), recovered_cents(38_425, 100), recovered_cents(38_425, 0)
    (19213, 38425, 0)
    """
    return (share * percent + 50) // 100


def state_share_cents(fee: int, own_contribution: int) -> int:
    """Return what Flanders pays of a fee: what the citizen did not, and never less than nothing.

    Examples
    --------
    >>> state_share_cents(42426, 4000), state_share_cents(5000, 9000)
    (38426, 0)
    """
    return max(0, fee - own_contribution)
