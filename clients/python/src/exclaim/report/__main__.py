"""`python -m exclaim.report`."""

from .command import main

raise SystemExit(main())
