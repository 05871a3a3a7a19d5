"""Every dataset of the county, in the order the files are written."""

from collections.abc import Callable

from minzheng.kernel.testing.county.files import medical
from minzheng.kernel.testing.county.files.dataset import Dataset, Rows
from minzheng.kernel.testing.county.world import World

DATASETS: tuple[Callable[[World], tuple[Dataset, Rows]], ...] = (medical.settlements,)
