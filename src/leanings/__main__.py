"""`python -m leanings`."""

import sys

from leanings.cli import main

if __name__ == "__main__":
    sys.exit(main())
