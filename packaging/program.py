"""Where the standalone program starts, with and without a window."""

import sys

from workstation.cli import main

sys.exit(main())
