"""Build a county into a folder: registers, monthly files, and the truth apart from both."""

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from minzheng.kernel.testing.county.files.catalogue import datasets_of
from minzheng.kernel.testing.county.files.write import send
from minzheng.kernel.testing.county.paperwork import file_papers
from minzheng.kernel.testing.county.plan import CountyPlan, VillageSeat
from minzheng.kernel.testing.county.register import write_register
from minzheng.kernel.testing.county.scenarios.play import plant
from minzheng.kernel.testing.county.truth import write_truth
from minzheng.kernel.testing.county.world import create

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class CountyBuilt:
    """A finished county: where it lies, how big it came out, and whether it was found rather than built."""

    folder: Path
    plan: CountyPlan
    people: int
    households: int
    months: tuple[str, ...]
    reused: bool


def build_county(
    plan: CountyPlan, villages: list[VillageSeat], out: Path, progress: Progress | None = None
) -> CountyBuilt:
    """Build the county of a plan on these villages into `out`, or find it there finished.

    A folder left half built, or built from another plan, is built anew; anything else that lies in `out` stops it.
    `progress` is told what is being done, how many steps are done, and how many there are.  Raises FileExistsError.
    """
    digest = plan.digest(villages)
    finished = out / "county.json"
    if finished.exists() and json.loads(finished.read_text(encoding="utf-8"))["digest"] == digest:
        return read_built(out, reused=True)
    _clear(out)
    tell = progress or (lambda what, done, of: None)
    datasets = datasets_of(plan)
    steps = len(datasets) + 3
    tell("people", 0, steps)
    world = create(plan, villages)
    plant(world)
    file_papers(world)
    tell("registers", 1, steps)
    write_register(world, out / "register")
    for number, dataset in enumerate(datasets, 2):
        tell(dataset.__name__, number, steps)
        send(plan, *dataset(world), out / "files")
    tell("truth", steps - 1, steps)
    write_truth(world, out / "truth")
    content = {"digest": digest, "plan": asdict(plan), "people": len(world.people), "households": len(world.households)}
    finished.write_text(json.dumps(content, indent=1), encoding="utf-8")
    (out / "building").unlink()
    tell("done", steps, steps)
    return read_built(out, reused=False)


def read_built(out: Path, reused: bool = True) -> CountyBuilt:
    """What a finished folder holds.  Raises FileNotFoundError for a folder that was never finished."""
    content = json.loads((out / "county.json").read_text(encoding="utf-8"))
    plan = CountyPlan(**content["plan"])
    return CountyBuilt(out, plan, content["people"], content["households"], tuple(plan.month_names), reused)


def _clear(out: Path) -> None:
    """Remove what an earlier build left; the mark of a build goes last, so that a half-cleared folder is known."""
    out.mkdir(parents=True, exist_ok=True)
    marker = out / "building"
    ours = {"register", "files", "truth", "county.json", "building"}
    found = {entry.name for entry in out.iterdir()}
    if found and (found - ours or not {"county.json", "building"} & found):
        raise FileExistsError(f"{out} holds something that is not a county; give an empty folder")
    marker.touch()
    for name in ("county.json", "register", "files", "truth"):
        path = out / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
