"""See best_known.py."""

from benchmarks.scheduling.best_known import main

main()
