"""Where the packs and the clause catalogue lie."""

from pathlib import Path

PACK_ORDER = ("national", "district")


def packs_root() -> Path:
    """Where the packs lie: in the package where it is installed, beside `src` in a checkout."""
    here = Path(__file__).resolve()
    installed = here.parents[1] / "institutions"
    return installed if installed.is_dir() else here.parents[3] / "institutions"


def pack_folders(root: Path) -> list[Path]:
    """The folders of the packs under `root`, the national one first.

    Where `root` is itself one pack, it stands in the place of the shipped pack of its name.
    """
    if (root / "pack.toml").is_file():
        found = [root, *(folder for folder in pack_folders(packs_root()) if folder.name != root.resolve().name)]
    else:
        found = [path for path in root.iterdir() if any(path.glob("*.toml"))]
    rank = {name: number for number, name in enumerate(PACK_ORDER)}
    return sorted(found, key=lambda folder: (rank.get(folder.name, len(rank)), folder.name))


def catalogue(root: Path | None = None) -> Path:
    """The clause catalogue that packs under `root` cite: their own where they bring one, else the shipped one."""
    own = root / "clauses.json" if root else None
    return own if own and own.is_file() else packs_root() / "clauses.json"
