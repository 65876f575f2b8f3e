"""The messages and enumerations of Protos/exclaim/v1, by their names."""

from ._generated import *  # noqa: F403
