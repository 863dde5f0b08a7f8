"""The layers that pyproject.toml states, and an import graph in which nothing leads back to where it came from."""

import re
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[1]
GRAPH = grimp.build_graph("kiosk", "screens", "content", cache_dir=None)
"""Who imports whom: at the top of a module, within a function, or for types alone."""

HOUSE = (ROOT / "README.md").read_text("utf-8").partition("\n## The house\n")[2].partition("\n## ")[0]
"""The map of the house, and what is to be written where for each kind of change."""

PACKAGES = sorted(module for module in GRAPH.modules if GRAPH.find_children(module))


def imports(part: str) -> set[str]:
    """What a module imports; of a package, what any module in it does."""
    importers = {part, *GRAPH.find_descendants(part)}
    return {imported for importer in importers for imported in GRAPH.find_modules_directly_imported_by(importer)}


def below(package: str) -> dict[str, set[str]]:
    """Each part of a package with the other parts that it imports: what stands in a part's folder is that part's."""
    parts = GRAPH.find_children(package)
    of_part = {module: part for part in parts for module in (part, *GRAPH.find_descendants(part))}
    return {part: {of_part[module] for module in imports(part) if of_part.get(module, part) != part} for part in parts}


def test_the_contracts_of_pyproject_are_kept() -> None:
    checked = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stdout
    assert "0 broken" in checked.stdout


def test_no_module_imports_itself_by_way_of_others() -> None:
    TopologicalSorter({module: GRAPH.find_modules_directly_imported_by(module) for module in GRAPH.modules}).prepare()


@pytest.mark.parametrize("package", PACKAGES)
def test_the_parts_of_a_package_import_each_other_one_way_only(package: str) -> None:
    TopologicalSorter(below(package)).prepare()


def test_the_plan_of_the_kiosk_can_be_seen_at_a_glance() -> None:
    """Floors count from the ground: a room stands one above the highest that it imports."""
    rooms, floors = below("kiosk"), dict[str, int]()
    for room in TopologicalSorter(rooms).static_order():
        floors[room] = 1 + max((floors[lower] for lower in rooms[room]), default=0)
    arrows = sum(map(len, rooms.values()))
    assert (len(rooms) <= 20, max(floors.values()) <= 10, arrows <= 100) == (True, True, True), (floors, arrows)


def test_the_map_of_the_readme_shows_every_room_and_leads_to_files_that_are_there() -> None:
    shown = {
        room for rooms in re.findall(r"^  ((?:\w+/ *)+)", HOUSE, re.MULTILINE) for room in re.findall(r"\w+", rooms)
    }
    assert shown == {room.partition(".")[2] for room in below("kiosk")} - {"__main__"}
    assert [path for path in re.findall(r"`((?:kiosk|screens)/[\w./]+)`", HOUSE) if not (ROOT / path).exists()] == []
