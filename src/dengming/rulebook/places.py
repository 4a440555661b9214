"""Where the packs and the clause catalogue lie."""

import tomllib
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
        found = [root, *(folder for folder in pack_folders(packs_root()) if pack_of(folder) != pack_of(root))]
    else:
        found = [path for path in root.iterdir() if any(path.glob("*.toml"))]
    rank = {name: number for number, name in enumerate(PACK_ORDER)}
    return sorted(found, key=lambda folder: (rank.get(pack_of(folder), len(rank)), folder.name))


def pack_of(folder: Path) -> str:
    """The id of the pack in a folder, whatever the folder is called: a draft may lie anywhere.

    Where pack.toml cannot be read, the folder's name: the loader says what is wrong with the file.
    """
    try:
        found = tomllib.loads((folder / "pack.toml").read_text(encoding="utf-8-sig")).get("id")
    except (OSError, ValueError):
        found = None
    return found if isinstance(found, str) and found else folder.resolve().name


def catalogue(root: Path | None = None) -> Path:
    """The clause catalogue that packs under `root` cite: their own where they bring one, else the shipped one."""
    own = root / "clauses.json" if root else None
    return own if own and own.is_file() else packs_root() / "clauses.json"
