"""How much an import takes in: every number that limits it. N is taken, and N + 1 is refused."""

#: Rows of a table below its header.
ROWS_MAX = 65_536

#: Records of one import, which is one submission: what a server takes in one.
RECORDS_MAX = 65_536

#: Bytes of one submission, about; records that are longer together go in several, which do not see each other
#: in a preview. A server takes 67,108,864.
SUBMISSION_BYTES = 33_554_432

#: Columns of a table.
COLUMNS_MAX = 1_024

#: Bytes of a table file, and of a workbook once it is unpacked.
TABLE_BYTES_MAX = 67_108_864

#: Bytes of the file of one article.
ARTICLE_BYTES_MAX = 16_777_216

#: Bytes of the text of one article: what fits into one message to a server, with room for the other fields.
ARTICLE_TEXT_BYTES_MAX = 2_097_152

#: Pairs of a line of a page and a line of its article, and those of them that are equal: the search for the
#: article's place goes through them again and again. Past either, its lines are taken wherever they stand.
COMPARED_LINES_MAX = 4_000_000
EQUAL_LINES_MAX = 100_000

#: Articles of one folder.
ARTICLES_MAX = 65_536
