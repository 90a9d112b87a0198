"""Tell when a machine's graphics drivers have changed, without waking any of them."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_VULKAN_FOLDERS: Final = (
    "/etc/vulkan/icd.d",
    "/usr/local/etc/vulkan/icd.d",
    "/usr/local/share/vulkan/icd.d",
    "/usr/share/vulkan/icd.d",
    "~/.local/share/vulkan/icd.d",
    # Where Flatpak puts the drivers of the system it runs on.
    "/usr/lib/x86_64-linux-gnu/GL/vulkan/icd.d",
    "/usr/lib/aarch64-linux-gnu/GL/vulkan/icd.d",
)
"""Where Vulkan's loader looks for drivers; a driver's update writes its description again."""
_VULKAN_VARIABLES: Final = ("VK_DRIVER_FILES", "VK_ICD_FILENAMES", "VK_ADD_DRIVER_FILES")
_DISPLAY_CLASS: Final = (
    r"SYSTEM\CurrentControlSet\Control\Class\{4d36e968-e325-11ce-bfc1-08002be10318}"
)
"""Where Windows keeps its display adapters (Microsoft, "System-Defined Device Setup Classes")."""


def described() -> tuple[str, ...]:
    """What is installed that could run a graphics processor: equal as long as nothing changed."""
    system = (platform.system(), platform.machine())
    if sys.platform == "win32":
        return (*system, *_of_windows())
    if sys.platform == "darwin":  # drivers come with the system there
        return (*system, platform.mac_ver()[0])
    return (*system, platform.release(), *_of_linux())


def _of_linux() -> Iterator[str]:
    for folder in _VULKAN_FOLDERS:
        yield from _files(Path(folder).expanduser())
    for name in _VULKAN_VARIABLES:
        if name in os.environ:
            yield f"{name}={os.environ[name]}"
    yield _text(Path("/proc/driver/nvidia/version"))
    for card in sorted(Path("/sys/class/drm").glob("card[0-9]")):
        yield " ".join(_text(card / "device" / name) for name in ("vendor", "device"))


def _files(folder: Path) -> Iterator[str]:
    try:
        paths = sorted(folder.iterdir())
        for path in paths:
            facts = path.stat()
            yield f"{path} {facts.st_size} {facts.st_mtime_ns}"
    except OSError:  # there is none, or it is not for us
        return


def _text(path: Path) -> str:
    try:
        return path.read_text(errors="replace").strip()
    except OSError:
        return ""


def _of_windows() -> Iterator[str]:
    """Names and versions of the drivers of display adapters."""
    yield from ()
    if sys.platform == "win32":
        import winreg

        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _DISPLAY_CLASS) as adapters:
            for number in range(winreg.QueryInfoKey(adapters)[0]):
                try:
                    with winreg.OpenKey(adapters, winreg.EnumKey(adapters, number)) as adapter:
                        for name in ("DriverDesc", "DriverVersion"):
                            yield str(winreg.QueryValueEx(adapter, name)[0])
                except OSError:  # an entry without a driver, or one for administrators only
                    continue
