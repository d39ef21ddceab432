"""`make bench` runs all; `make bench ARGS=hotline` one."""

import sys

from bench import engine, hotline, intake, pace, pages, placing

ALL = {
    "intake": intake.main,
    "hotline": hotline.main,
    "placing": placing.main,
    "engine": engine.main,
    "pace": pace.main,
    "pages": pages.main,
}

for name in sys.argv[1:] or ALL:
    ALL[name]()
