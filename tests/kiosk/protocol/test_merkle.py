"""The Merkle tree against the vectors of Certificate Transparency, and against the definition in RFC 9162."""

import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.protocol.merkle import (
    GrowingTree,
    Nodes,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
    tree_hash,
)

# Certificate Transparency's own test data: eight leaves, and the root hash after each.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSIONS = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
}
CONSISTENCIES = {
    (1, 1): [],
    (1, 8): INCLUSIONS[0, 8],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}


def by_definition(leaves: Sequence[bytes]) -> bytes:
    """MTH of RFC 9162, section 2.1.1, word by word."""
    if len(leaves) <= 1:
        return hashlib.sha256(b"\x00" + leaves[0] if leaves else b"").digest()
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + by_definition(leaves[:k]) + by_definition(leaves[k:])).digest()


def nodes_of(leaves: Sequence[bytes]) -> Nodes:
    return lambda height, number: by_definition(leaves[number << height : (number + 1) << height])


def numbered(size: int) -> list[bytes]:
    return [str(number).encode() for number in range(size)]


def test_an_empty_tree_has_the_hash_of_nothing() -> None:
    assert tree_hash(nodes_of([]), 0).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_certificate_transparency(size: int) -> None:
    assert tree_hash(nodes_of(LEAVES), size).hex() == ROOTS[size - 1]


def test_a_tree_grows_leaf_by_leaf_through_the_same_roots() -> None:
    tree = GrowingTree()
    for leaf, root in zip(LEAVES, ROOTS, strict=True):
        tree.add(leaf_hash(leaf))
        assert tree.root().hex() == root


@pytest.mark.parametrize(("index", "size"), INCLUSIONS)
def test_inclusion_proofs_are_those_of_certificate_transparency(index: int, size: int) -> None:
    proof = inclusion_proof(nodes_of(LEAVES), index, size)
    assert [step.hex() for step in proof] == INCLUSIONS[index, size]
    assert is_included(leaf_hash(LEAVES[index]), index, size, proof, bytes.fromhex(ROOTS[size - 1]))


@pytest.mark.parametrize(("first", "second"), CONSISTENCIES)
def test_consistency_proofs_are_those_of_certificate_transparency(first: int, second: int) -> None:
    proof = consistency_proof(nodes_of(LEAVES), first, second)
    assert [step.hex() for step in proof] == CONSISTENCIES[first, second]
    old, new = (bytes.fromhex(ROOTS[size - 1]) for size in (first, second))
    assert is_consistent(first, old, second, new, proof)


@given(st.integers(1, 70).flatmap(lambda size: st.tuples(st.integers(0, size - 1), st.just(size))), st.data())
def test_a_leaf_is_proven_where_it_stands_and_nowhere_else(place: tuple[int, int], data: st.DataObject) -> None:
    index, size = place
    nodes, leaf = nodes_of(numbered(size)), leaf_hash(str(index).encode())
    proof, root = inclusion_proof(nodes, index, size), tree_hash(nodes, size)
    assert is_included(leaf, index, size, proof, root)
    assert not is_included(leaf_hash(b"another"), index, size, proof, root)
    assert not is_included(leaf, index, size, [*proof, root], root)
    assert not is_included(leaf, index, size, proof, leaf_hash(b""))
    elsewhere = data.draw(st.integers(-1, size + 1).filter(lambda other: other != index))
    assert not is_included(leaf, elsewhere, size, proof, root)


@given(st.integers(1, 70).flatmap(lambda size: st.tuples(st.integers(1, size), st.just(size))), st.data())
def test_a_tree_that_grew_is_proven_and_one_that_was_rewritten_is_not(
    sizes: tuple[int, int], data: st.DataObject
) -> None:
    first, second = sizes
    leaves = numbered(second)
    old, new = by_definition(leaves[:first]), by_definition(leaves)
    proof = consistency_proof(nodes_of(leaves), first, second)
    assert is_consistent(first, old, second, new, proof)
    assert not is_consistent(first, old, second, new, [*proof, new])
    leaves[data.draw(st.integers(0, first - 1))] = b"rewritten"
    rewritten = by_definition(leaves)
    assert not is_consistent(first, old, second, rewritten, consistency_proof(nodes_of(leaves), first, second))


@given(st.integers(-2, 20), st.integers(-2, 20), st.lists(st.binary(min_size=32, max_size=32), max_size=6))
def test_any_hashes_prove_nothing(first: int, second: int, proof: list[bytes]) -> None:
    assert not is_consistent(first, b"a" * 32, second, b"b" * 32, proof)
    assert not is_included(b"a" * 32, first, second, proof, b"b" * 32)
