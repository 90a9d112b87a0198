"""What does it cost that chroma follows the edges? The guided enlargement against plain resizing.

python -m benchmarks.upsampling
"""

from __future__ import annotations

import time
from collections.abc import Callable

import cv2
import numpy as np

from benchmarks.table import Figure, print_table
from workstation.core.color import guided_filter
from workstation.core.pixels import Roi

WIDTH, HEIGHT = 4000, 3000
ROWS, COLUMNS = 256, 1000
GRID_WIDTH, GRID_HEIGHT = 1024, 768


def fastest_ms(work: Callable[[], object], count: int = 5) -> float:
    times = []
    for _ in range(count):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return 1000 * min(times)


def main() -> None:
    random = np.random.default_rng(1)
    light = random.uniform(0, 1, (HEIGHT, WIDTH)).astype(np.float32)
    chroma = random.uniform(-20, 20, (2, GRID_HEIGHT, GRID_WIDTH)).astype(np.float32)
    small = np.asarray(cv2.resize(light, (GRID_WIDTH, GRID_HEIGHT)), dtype=np.float32)
    fitted = guided_filter.fit(chroma, small, 8, 0.025)

    def follow_edges() -> None:
        for top in range(0, HEIGHT, ROWS):
            for left in range(0, WIDTH, COLUMNS):
                rows = min(ROWS, HEIGHT - top)
                where = Roi(top, left, rows, COLUMNS, HEIGHT, WIDTH)
                fitted.at(where, light[top : top + rows, left : left + COLUMNS])

    def resize() -> None:
        for plane in chroma:
            cv2.resize(plane, (WIDTH, HEIGHT), interpolation=cv2.INTER_LINEAR)

    cv2.setNumThreads(1)
    fit = fastest_ms(lambda: guided_filter.fit(chroma, small, 8, 0.025))
    ours, plain = fastest_ms(follow_edges), fastest_ms(resize)
    print_table(
        "Chroma to 12 megapixels, one thread",
        [
            Figure("fit on the small copy, once a photo", fit, "ms"),
            Figure("guided enlargement", ours, "ms", note=f"{ours / plain:.1f} times plain"),
            Figure("plain bilinear resize", plain, "ms"),
        ],
    )


if __name__ == "__main__":
    main()
