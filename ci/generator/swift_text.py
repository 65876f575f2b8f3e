"""Swift text that every generated file shares."""


def doc(comment):
    """A proto comment, a list of lines, as a docstring."""
    return ["/// " + line if line else "///" for line in comment]
