"""What can run the networks here: the graphics processor tried, beside the CPU.

python -m benchmarks.devices
"""

from __future__ import annotations

from ml.inference import devices


def main() -> None:
    """Print a line about the trial."""
    print("| adapter | verdict | a*b* from the CPU | ms a photo | CPU, ms |")
    print("|---|---|---|---|---|")
    verdict = devices.probe_gpu(again=True)
    figures = (verdict.difference, verdict.gpu_ms, verdict.cpu_ms)
    difference, gpu, cpu = ("–" if value is None else f"{value:.3g}" for value in figures)
    passed = "**passed**" if verdict.device else "refused"
    cells = (verdict.adapter or "–", f"{passed}: {verdict.reason}", difference, gpu, cpu)
    print("| " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
