"""How much one page holds. What does not fit is counted on the page, never left out in silence."""

#: Exchanges drawn on the time line; the latest are kept.
SCHEDULE_ROWS_MAX = 60
#: Contested numbers that get a chart.
CONTESTED_MAX = 24
#: Statements drawn for one contested number.
STATEMENTS_MAX = 24
#: Contradictions and tensions that are told one by one.
CONTRADICTIONS_MAX = 40
#: Disputes without a contradiction, and pairs that only look alike, in their tables.
PAIRS_MAX = 60
#: Exchanges in the coverage matrix; the latest are kept.
COVERAGE_ROWS_MAX = 120
#: Sides whose returns are drawn; those with most exchanges and totals are kept.
RETURNS_SIDES_MAX = 6
#: Exchanges in the table of a side's returns, and events in that of the time line; the latest are kept.
TABLE_ROWS_MAX = 150
#: Steps of a line of returns; of more, neighbours are drawn as one.
STEPS_MAX = 300
#: Points of official totals in one chart; they are lettered from a to z.
TOTALS_MAX = 26
#: Colours and patterns for sides; further sides share the last one and are told apart by their names.
SIDES_MAX = 6
#: Characters of one text of a record.
TEXT_CHARACTERS_MAX = 600
#: Bytes of a page; a larger one is written all the same, with a warning.
PAGE_BYTES_MAX = 2_000_000
