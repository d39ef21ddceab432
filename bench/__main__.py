"""`make bench` runs all; `make bench ARGS=hotline` one."""

import sys

from bench import engine, hotline, intake, pace, placing

ALL = {
    "intake": intake.main,
    "hotline": hotline.main,
    "placing": placing.main,
    "engine": engine.main,
    "pace": pace.main,
}

for name in sys.argv[1:] or ALL:
    ALL[name]()
