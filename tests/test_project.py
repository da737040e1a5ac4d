"""The project keeps its own word: version, locks, layers, commands, and what git holds."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any, Final

import pytest

import geomap

pytestmark = pytest.mark.checkout

ROOT: Final = Path(__file__).resolve().parents[1]
LOCKS: Final = ("requirements.lock", "requirements-dev.lock")
MAX_MODULE_LINES: Final = 400
# Declares all records and nothing else.
LONG_MODULES: Final = frozenset({"geomap/model.py"})
MAX_FUNCTION_LINES: Final = 40

# Written in halves, so that this file does not hold what it looks for.
FORBIDDEN: Final = {
    "a package index": re.compile(
        "|".join(
            re.escape("".join(halves))
            for halves in (
                ("pypi", ".org"),
                ("python", "hosted.org"),
                ("registry.npm", "js.org"),
                ("registry.yarn", "pkg.com"),
                ("debi", "an.org"),
                ("ubun", "tu.com"),
                ("--index", "-url"),
                ("--extra-index", "-url"),
                ("--find", "-links"),
            )
        )
    ),
    "a path of one machine": re.compile(r"(?<![\w.$)}~-])/(?:work|tmp|root|home|Users|opt)/[\w.]"),
}


def _project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _list_files() -> list[Path]:
    """List what git holds or would hold, or skip where this is no checkout."""
    git = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(git, capture_output=True, check=False)
    if listed.returncode != 0:
        pytest.skip("DID NOT RUN: git, or this is no checkout")
    paths = (ROOT / name for name in listed.stdout.decode().split("\0") if name)
    return [path for path in paths if path.is_file()]


def _python_files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def test_version_is_the_same_everywhere() -> None:
    try:
        installed = metadata.version("geomap")
    except metadata.PackageNotFoundError:
        pytest.skip("DID NOT RUN: geomap is not installed, only found")
    assert installed == geomap.__version__
    assert _project()["tool"]["hatch"]["version"]["path"] == "geomap/__init__.py"
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_has_a_hash_for_every_release_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert entries
    assert not [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry]
    assert "://" not in text
    # Beside releases a lock may hold hashes and comments, but no option of pip.
    options = re.findall(r"^\s*(--?\w[\w-]*)", text, flags=re.MULTILINE)
    assert set(options) == {"--hash"}


def test_locks_agree() -> None:
    runtime, dev = (
        set(re.findall(r"^[A-Za-z0-9][\w.-]*==[^\s;\\]+", (ROOT / lock).read_text(), re.MULTILINE))
        for lock in LOCKS
    )
    assert runtime <= dev


def test_every_dependency_is_locked_and_has_a_lower_bound() -> None:
    locked = re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    for requirement in _project()["project"]["dependencies"]:
        match = re.fullmatch(r"([\w-]+)>=[\w.]+", requirement)
        assert match, f"{requirement}: expected a name and a lower bound only"
        assert match[1].lower() in locked


def test_every_module_is_in_a_layer() -> None:
    contracts = _project()["tool"]["importlinter"]["contracts"]
    layers = next(contract for contract in contracts if contract["type"] == "layers")
    declared = {name.strip() for layer in layers["layers"] for name in layer.split("|")}
    declared |= set(layers.get("exhaustive_ignores", ()))
    present = {path.stem for path in (ROOT / "geomap").glob("*.py")} - {"__init__"}
    present |= {path.parent.name for path in (ROOT / "geomap").glob("*/__init__.py")}
    assert layers["exhaustive"]
    assert present <= declared


def test_no_file_names_a_package_index_or_a_machine() -> None:
    faults: list[str] = []
    for path in _list_files():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        for what, pattern in FORBIDDEN.items():
            faults += [f"{path.relative_to(ROOT)}: {what}: {hit}" for hit in pattern.findall(text)]
    assert not faults


def test_git_keeps_only_the_readme_of_the_output_folder() -> None:
    outputs = [path.name for path in _list_files() if path.parent == ROOT / "output"]
    assert outputs == ["README.md"]
    ignored = ["git", "-C", str(ROOT), "check-ignore", "--no-index", "--quiet"]
    assert subprocess.run([*ignored, "output/map.html"], check=False).returncode == 0
    assert subprocess.run([*ignored, "output/README.md"], check=False).returncode == 1


def test_make_help_lists_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE)) - {"browser"}
    listed = subprocess.run(
        ["make", "--no-print-directory", "-C", str(ROOT)],
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    assert set(re.findall(r"^  make (\w+)", listed, re.MULTILINE)) == targets


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "gazetteer/README.md"])
def test_make_targets_named_in_documents_exist(document: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    text = (ROOT / document).read_text(encoding="utf-8")
    named = re.findall(r"`make ([a-z]+)|^make ([a-z]+)", text, re.MULTILINE)
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert {name for pair in named for name in pair if name} <= targets


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_links_between_documents_lead_somewhere(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_commands_of_the_readme_exist() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"\bgeomap ([a-z]+) [a-z-]+/(.*)", text)
    assert commands
    for command, rest in commands:
        shown = subprocess.run(
            [sys.executable, "-m", "geomap", command, "--help"],
            capture_output=True,
            check=True,
            env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1"},
            text=True,
        ).stdout
        for option in re.findall(r"(?<!\S)--?[a-z][a-z-]*", rest):
            assert option in shown


def test_readme_lists_the_outputs_and_the_library() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in ("map.html", "incidents.geojson", "sites.geojson", "incidents.csv", "run.json"):
        assert f"| `{name}` |" in text
    for block in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        ast.parse(block)
    assert callable(geomap.run)


def test_modules_stay_short() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {count} lines"
        for path in _python_files("geomap")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > MAX_MODULE_LINES
        and path.relative_to(ROOT).as_posix() not in LONG_MODULES
    ]
    assert not long


def test_functions_stay_short() -> None:
    long: list[str] = []
    for path in _python_files("geomap"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                count = _count_lines(node)
                if count > MAX_FUNCTION_LINES:
                    long.append(
                        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {count} lines"
                    )
    assert not long


def _count_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function's body without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_importing_geomap_leaves_geopandas_out() -> None:
    """``import geomap`` must not cost the seconds that geopandas takes."""
    code = "import sys, geomap; assert not {'geopandas', 'folium'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
