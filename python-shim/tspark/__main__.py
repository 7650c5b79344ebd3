"""``python -m tspark`` is the command ``tspark``."""

from tspark.command import main

main()
