from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from typing import ClassVar as _ClassVar

DESCRIPTOR: _descriptor.FileDescriptor
VISIBILITY_PRIVATE: Visibility
VISIBILITY_PUBLIC: Visibility
VISIBILITY_TEAM: Visibility
VISIBILITY_UNSPECIFIED: Visibility

class Visibility(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
