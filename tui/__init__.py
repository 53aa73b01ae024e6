"""The dashboard and the command line."""

import os
import sys

# Textual draws what changed at the next tick of this clock: a key is then answered by one whole
# screen within a frame of the terminal, not by two. A person's own setting wins.
os.environ.setdefault("TEXTUAL_FPS", "200")

# The world lives in a thread beside the screen's. With Python's own 5 ms each of the screen's many
# short readings would wait that long for its turn again.
sys.setswitchinterval(0.0005)
