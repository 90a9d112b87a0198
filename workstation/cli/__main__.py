"""`python -m workstation.cli`, where the command `heirloom` is not on the path."""

import sys

from workstation.cli import main

sys.exit(main())
