"""How much an import takes in: every number that limits it. N is taken, and N + 1 is refused."""

#: Rows of a table below its header; a server takes 65,536 records in one submission.
ROWS_MAX = 65_536

#: Columns of a table.
COLUMNS_MAX = 1_024

#: Bytes of a table file, and of a workbook once it is unpacked.
TABLE_BYTES_MAX = 268_435_456

#: Bytes of the file of one article.
ARTICLE_BYTES_MAX = 16_777_216

#: Bytes of the text of one article: what fits into one message to a server, with room for the other fields.
ARTICLE_TEXT_BYTES_MAX = 2_097_152

#: Articles of one folder.
ARTICLES_MAX = 65_536
