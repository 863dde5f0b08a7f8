"""Merkle tree (RFC 9162, section 2.1): its hashes, and proofs that a leaf is in it and that it grew from an older one.

Proofs are made from the hashes of perfect subtrees alone, whoever keeps them: no leaf is read for it.
"""

import hashlib
from collections.abc import Callable, Sequence
from functools import reduce

Nodes = Callable[[int, int], bytes]
"""The hash of the perfect subtree at (height, number from the left): height 0 are the leaves' own hashes."""


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of a leaf."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def tree_hash(nodes: Nodes, size: int) -> bytes:
    """The root hash of the tree of the first `size` leaves (MTH)."""
    return _subtree(nodes, 0, size) if size else hashlib.sha256().digest()


class GrowingTree:
    """A compact range: the root of a tree to which leaves are added one by one, in memory for a few hashes alone."""

    def __init__(self) -> None:
        self.size = 0
        self._perfect: list[tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> None:
        """Put the hash of the next leaf behind the others."""
        height, self.size = 0, self.size + 1
        while self._perfect and self._perfect[-1][0] == height:
            leaf = node_hash(self._perfect.pop()[1], leaf)
            height += 1
        self._perfect.append((height, leaf))

    def root(self) -> bytes:
        """The root hash of the leaves so far, of which there is one at least."""
        return reduce(lambda right, left: node_hash(left, right), [each for _, each in reversed(self._perfect)])


def inclusion_proof(nodes: Nodes, index: int, size: int) -> list[bytes]:
    """The hashes that lead from the leaf at `index`, from 0, to the root of the first `size` leaves (PATH)."""
    assert 0 <= index < size
    begin, end, path = 0, size, list[bytes]()
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if index < middle:
            path.append(_subtree(nodes, middle, end))
            end = middle
        else:
            path.append(_subtree(nodes, begin, middle))
            begin = middle
    return path[::-1]


def consistency_proof(nodes: Nodes, first: int, second: int) -> list[bytes]:
    """The hashes that lead from the root of the first `first` leaves to that of the first `second` (PROOF)."""
    assert 0 < first <= second
    begin, end, path = 0, second, list[bytes]()
    while first < end:
        middle = begin + _split(end - begin)
        if first <= middle:
            path.append(_subtree(nodes, middle, end))
            end = middle
        else:
            path.append(_subtree(nodes, begin, middle))
            begin = middle
    return ([_subtree(nodes, begin, end)] if begin else []) + path[::-1]


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Inclusion verified (section 2.1.3.2): whether the hash `leaf` stands at `index` of the tree with that root."""
    if not 0 <= index < size:
        return False
    at, last, node = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            node = node_hash(sibling, node)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and node == root


def is_consistent(first: int, first_root: bytes, second: int, second_root: bytes, proof: Sequence[bytes]) -> bool:
    """Consistency verified (section 2.1.4.2): whether the second tree begins with all the leaves of the first."""
    if first == second:
        return not proof and first_root == second_root
    if not 0 < first < second:
        return False
    path = [first_root, *proof] if first & (first - 1) == 0 else list(proof)
    if not path:
        return False
    at, last = first - 1, second - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root


def _subtree(nodes: Nodes, begin: int, end: int) -> bytes:
    """The hash of the leaves from `begin` to before `end`, where `begin` is a multiple of the power of two below."""
    size = end - begin
    if size & (size - 1) == 0:
        height = size.bit_length() - 1
        return nodes(height, begin >> height)
    middle = begin + _split(size)
    return node_hash(_subtree(nodes, begin, middle), _subtree(nodes, middle, end))


def _split(size: int) -> int:
    """The largest power of two that is smaller than `size`."""
    return 1 << (size - 1).bit_length() - 1
