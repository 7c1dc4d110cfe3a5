"""Functions of address ranges."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_network

from crenel.model.value import Known, Scalar, Value, known, sequence
from crenel.readers.terraform.evaluation.functions.registry import Asked, function, scalars

_MOST = 256


@scalars("cidrsubnet", 3)
def cidrsubnet(prefix: Scalar, bits: Scalar, number: Scalar) -> Scalar:
    """One of the ranges in a range."""
    return _subnet(str(prefix), int(bits), int(number))


@scalars("cidrhost", 2)
def cidrhost(prefix: Scalar, number: Scalar) -> Scalar:
    """One of the addresses in a range."""
    network = ip_network(str(prefix), strict=False)
    return str(network[int(number)])


@scalars("cidrnetmask", 1)
def cidrnetmask(prefix: Scalar) -> Scalar:
    """The mask of a range."""
    return str(ip_network(str(prefix), strict=False).netmask)


@function("cidrsubnets")
def cidrsubnets(values: Sequence[Value], asked: Asked) -> Value:
    """Ranges of some sizes, one after the other."""
    words = [one.text() for one in values if isinstance(one, Known)]
    if len(words) != len(values) or not 1 < len(words) <= _MOST:
        return asked.unknown(*values)
    try:
        found = list(_row(words[0], [int(one) for one in words[1:]]))
    except ValueError as error:
        return asked.failed(str(error))
    return sequence(map(known, found), asked.span)


def _row(prefix: str, sizes: list[int]) -> list[str]:
    network = ip_network(prefix, strict=False)
    at, found = int(network.network_address), []
    for bits in sizes:
        length = network.prefixlen + bits
        if bits < 0 or length > network.max_prefixlen:
            raise ValueError("the range is not large enough")
        size = 1 << (network.max_prefixlen - length)
        at = -(-at // size) * size
        found.append(f"{type(network.network_address)(at)}/{length}")
        at += size
    return found


def _subnet(prefix: str, bits: int, number: int) -> str:
    network = ip_network(prefix, strict=False)
    length = network.prefixlen + bits
    if bits < 0 or length > network.max_prefixlen or not 0 <= number < 1 << bits:
        raise ValueError("the range is not large enough")
    size = 1 << (network.max_prefixlen - length)
    address = type(network.network_address)(int(network.network_address) + number * size)
    return f"{address}/{length}"
