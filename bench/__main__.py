"""`make bench` runs all; `make bench ARGS=hotline` one."""

import sys

from bench import hotline, intake, placing

ALL = {"intake": intake.main, "hotline": hotline.main, "placing": placing.main}

for name in sys.argv[1:] or ALL:
    ALL[name]()
