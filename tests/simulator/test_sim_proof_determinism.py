"""The same seed and the same calls give the same bytes, in any process."""

import os
import subprocess
import sys
from pathlib import Path

import sim_story

ROOT = Path(__file__).parents[2]


def told(hash_seed: str) -> str:
    path = os.pathsep.join((str(ROOT), str(Path(__file__).parent)))
    environment = {
        **os.environ,
        "PYTHONHASHSEED": hash_seed,
        "PYTHONPATH": path,
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, str(Path(sim_story.__file__))]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_two_processes_with_different_hash_seeds_answer_the_same_bytes():
    first, second = told("1"), told("4242")
    assert first == second == sim_story.digest()


def test_another_seed_answers_other_bytes():
    assert sim_story.digest(seed=8) != sim_story.digest(seed=7)
