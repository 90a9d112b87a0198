"""Fill a folder with awkward photos: python -m tests.awkward FOLDER."""

import sys
from pathlib import Path

from tests.awkward import described, make

target = Path(sys.argv[1])
target.mkdir(parents=True)
print(*described(make(target)), sep="\n")
