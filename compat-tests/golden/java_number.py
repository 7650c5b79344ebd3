"""Floating-point numbers as Java 17 prints them, whose digits are now and then not the shortest ones."""

import math
import struct
from collections.abc import Callable
from typing import NamedTuple

FRACTION_BITS = 52


class Digits(NamedTuple):
    """The value is 0.digits times 10 to the exponent."""

    digits: str
    exponent: int


DigitsOf = Callable[[float], Digits]


def double_text(value: float) -> str:
    return number_text(value, double_digits)


def float_text(value: float) -> str:
    return number_text(value, float_digits)


def number_text(value: float, digits_of: DigitsOf) -> str:
    if math.isnan(value):
        return "NaN"
    sign = "-" if math.copysign(1.0, value) < 0 else ""
    if math.isinf(value):
        return f"{sign}Infinity"
    if value == 0:
        return f"{sign}0.0"
    digits, exponent = digits_of(abs(value))
    if 0 < exponent < 8:
        return f"{sign}{digits[:exponent].ljust(exponent, '0')}.{digits[exponent:] or '0'}"
    if -3 < exponent <= 0:
        return f"{sign}0.{'0' * -exponent}{digits}"
    return f"{sign}{digits[0]}.{digits[1:] or '0'}E{exponent - 1}"


def double_digits(value: float) -> Digits:
    (bits,) = struct.unpack(">Q", struct.pack(">d", value))
    return normalised(bits & ((1 << 52) - 1), bits >> 52, 1023, FRACTION_BITS)


def float_digits(value: float) -> Digits:
    (bits,) = struct.unpack(">I", struct.pack(">f", value))
    return normalised(bits & ((1 << 23) - 1), bits >> 23, 127, 23)


def normalised(fraction: int, biased: int, bias: int, width: int) -> Digits:
    up = FRACTION_BITS - width
    if biased != 0:
        return develop(biased - bias, ((1 << width) | fraction) << up, width + 1)
    shift = width + 1 - fraction.bit_length()
    return develop(1 - shift - bias, (fraction << shift) << up, fraction.bit_length())


def develop(binary: int, mantissa: int, significant: int) -> Digits:
    """``mantissa`` has its highest bit at 52; the value is mantissa * 2**(binary - 52)."""
    tail = (mantissa & -mantissa).bit_length() - 1
    used = FRACTION_BITS + 1 - tail
    tiny = max(0, used - binary - 1)
    if -21 <= binary <= 62 and tiny == 0:
        return whole_digits(binary, mantissa, significant)
    return generate(binary, mantissa >> tail, used, tiny, significant)


def whole_digits(binary: int, mantissa: int, significant: int) -> Digits:
    unknown = binary - significant - 1 if binary > significant else 0
    dropped = int(unknown * math.log10(2)) if unknown > 1 else 0
    above = binary - FRACTION_BITS
    value = mantissa << above if above >= 0 else mantissa >> -above
    if dropped > 0:
        unit = 10**dropped
        value, rest = divmod(value, unit)
        value += rest >= unit // 2
    digits = str(value)
    return Digits(digits.rstrip("0"), len(digits) + dropped)


def estimated_exponent(mantissa: int, used: int, binary: int) -> int:
    fraction = mantissa / (1 << (used - 1))
    return math.floor((fraction - 1.5) * 0.289529654 + 0.176091259 + binary * 0.301029995663981)


def generate(binary: int, mantissa: int, used: int, tiny: int, significant: int) -> Digits:
    exponent = estimated_exponent(mantissa, used, binary)
    fives_up, fives_down = max(0, -exponent), max(0, exponent)
    twos_up = fives_up + tiny + binary
    twos_down = fives_down + tiny
    twos_half = twos_up - significant
    twos_up -= used - 1
    common = min(twos_up, twos_down)
    twos_up, twos_down, twos_half = twos_up - common, twos_down - common, twos_half - common
    if used == 1:
        twos_half -= 1
    if twos_half < 0:
        twos_up, twos_down, twos_half = twos_up - twos_half, twos_down - twos_half, 0
    word = word_size(used + twos_up + bits_of_five(fives_up), twos_down + 1 + bits_of_five(fives_down + 1))
    rest = mantissa * 5**fives_up << twos_up
    scale = 5**fives_down << twos_down
    half = 5**fives_up << twos_half
    tens = scale * 10
    digits = ""
    low = high = False
    first = True
    while first or not (low or high):
        digit, rest = divmod(rest, scale)
        rest *= 10
        half = wrapped(half * 10, word)
        if half > 0:
            low = rest < half
            high = rest + half >= tens if word == 0 else wrapped(rest + half, word) > tens
        else:
            low = high = True
        if first and digit == 0 and not high:
            exponent -= 1
        else:
            digits += str(digit)
        # One digit after the point is always shown, so numbers with an exponent get at least two.
        if first and not -3 <= exponent < 8:
            low = high = False
        first = False
    if high and (not low or rounds_up(wrapped(2 * rest - tens, word), digits)):
        return rounded_up(digits, exponent + 1)
    return Digits(digits, exponent + 1)


def bits_of_five(power: int) -> int:
    if power == 0:
        return 0
    known: int = 5**power
    return known.bit_length() if power < 27 else power * 3


def word_size(bits: int, tens_bits: int) -> int:
    """Java computes in machine words where it thinks they suffice; 0 stands for its big integers."""
    return 32 if bits < 32 and tens_bits < 32 else 64 if bits < 64 and tens_bits < 64 else 0


def wrapped(value: int, word: int) -> int:
    if word == 0:
        return value
    bound = 1 << (word - 1)
    return (value + bound) % (2 * bound) - bound


def rounds_up(difference: int, digits: str) -> bool:
    return difference > 0 or (difference == 0 and int(digits[-1]) % 2 == 1)


def rounded_up(digits: str, exponent: int) -> Digits:
    following = str(int(digits) + 1).rjust(len(digits), "0")
    return Digits("1", exponent + 1) if len(following) > len(digits) else Digits(following, exponent)
