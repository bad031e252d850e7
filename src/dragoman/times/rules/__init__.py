"""The rules, by what the expressions speak of."""

from dragoman.times.rules.clock import RULES as CLOCK
from dragoman.times.rules.dates import RULES as DATES
from dragoman.times.rules.lengths import RULES as LENGTHS
from dragoman.times.rules.periods import RULES as PERIODS
from dragoman.times.rules.references import RULES as REFERENCES
from dragoman.times.rules.relative import RULES as RELATIVE
from dragoman.times.rules.weekdays import RULES as WEEKDAYS

ALL_RULES = (*DATES, *WEEKDAYS, *PERIODS, *REFERENCES, *RELATIVE, *CLOCK, *LENGTHS)
