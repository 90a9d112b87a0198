"""The window: thin views over the core."""

import sys

import PySide6

if PySide6.__version__ == "6.12.0" and sys.version_info < (3, 12):
    # Bug of the PySide6 6.12.0 wheels: their functions return None, True and the like without
    # taking a reference, because from Python 3.12 on these live forever. Before, their counts run
    # down and the program aborts ("none_dealloc") within some thousand calls. Raised counts outlast
    # any session. Remove once 6.12.0 is no longer allowed with Python 3.11.
    import ctypes

    for lasting in (None, True, False, NotImplemented):
        ctypes.c_ssize_t.from_address(id(lasting)).value += 1 << 40
