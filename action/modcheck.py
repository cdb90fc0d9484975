"""`python3 -I action/modcheck.py`: modcheck of this checkout.

Isolated, so that nothing of the repository that is judged can be imported in its place.
"""

from __future__ import annotations

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from hooks.modcheck.__main__ import main

sys.exit(main())
