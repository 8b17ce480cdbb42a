"""RFC 8785: the one form of a JSON value, and strict reading of JSON."""

import json
import math

ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


class NotJson(ValueError):
    pass


def _members(pairs):
    value = dict(pairs)
    if len(value) != len(pairs):
        raise NotJson("a name occurs twice")
    return value


def _constant(name):
    raise NotJson(f"{name} is no JSON")


def read(data: bytes):
    """A JSON text in UTF-8 without a byte-order mark and without a name that occurs twice in one object."""
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=_members, parse_constant=_constant)
    except (ValueError, RecursionError) as error:
        raise NotJson(str(error)) from None


def _string(text: str) -> str:
    parts = []
    for char in text:
        if char in ESCAPES:
            parts.append(ESCAPES[char])
        elif char < " ":
            parts.append(f"\\u{ord(char):04x}")
        elif 0xD800 <= ord(char) <= 0xDFFF:
            raise NotJson("half a surrogate pair")
        else:
            parts.append(char)
    return '"' + "".join(parts) + '"'


def _number(value) -> str:
    """As ECMAScript writes a double (RFC 8785 section 3.2.2.3)."""
    try:
        double = float(value)
    except OverflowError:
        raise NotJson("a number that is too large") from None
    if not math.isfinite(double):
        raise NotJson("a number that is too large")
    if double == 0:
        return "0"
    sign, double = ("-", -double) if double < 0 else ("", double)
    mantissa, _, exponent = repr(double).partition("e")
    whole, _, part = mantissa.partition(".")
    part = "" if part == "0" else part
    point = len(whole) + int(exponent or 0)
    digits = (whole + part).lstrip("0")
    point -= len(whole + part) - len(digits)
    digits = digits.rstrip("0")
    count = len(digits)
    if count <= point <= 21:
        text = digits + "0" * (point - count)
    elif 0 < point <= 21:
        text = digits[:point] + "." + digits[point:]
    elif -6 < point <= 0:
        text = "0." + "0" * -point + digits
    else:
        power = point - 1
        text = digits[0] + ("." + digits[1:] if count > 1 else "") + "e" + ("+" if power > 0 else "") + str(power)
    return sign + text


def write(value) -> str:
    try:
        return _write(value)
    except RecursionError:
        raise NotJson("nested too deeply") from None


def _write(value) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, list):
        return "[" + ",".join(_write(one) for one in value) + "]"
    names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
    return "{" + ",".join(_string(name) + ":" + _write(value[name]) for name in names) + "}"
