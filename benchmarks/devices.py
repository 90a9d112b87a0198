"""What can run the networks here: each way to a graphics processor tried, beside the CPU.

python -m benchmarks.devices
"""

from __future__ import annotations

from ml.inference import devices


def main() -> None:
    """Print a line for each trial."""
    print("| through | adapter | verdict | a*b* from the CPU | ms a photo | CPU, ms |")
    print("|---|---|---|---|---|---|")
    for verdict in devices.try_gpus(again=True, limit_s=60.0):
        figures = (verdict.difference, verdict.gpu_ms, verdict.cpu_ms)
        difference, gpu, cpu = ("–" if value is None else f"{value:.3g}" for value in figures)
        passed = "**passed**" if verdict.device else "refused"
        cells = (verdict.way, verdict.adapter or "–", f"{passed}: {verdict.reason}")
        print("| " + " | ".join((*cells, difference, gpu, cpu)) + " |")


if __name__ == "__main__":
    main()
