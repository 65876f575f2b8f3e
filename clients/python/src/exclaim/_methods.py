"""The methods of the services, as the protos describe them."""

from __future__ import annotations

import difflib
from typing import Any, NamedTuple

from . import _generated
from ._wire.calls import Shape

# Calls that change nothing: sending them again is always safe.
_READING_SERVICES = ("Analysis", "Journal", "Control")
_READING_METHODS = ("Get", "History", "List", "ListStream", "Search", "ExportPublic")


class Method(NamedTuple):
    """One method of a service."""

    service: str
    name: str
    shape: Shape
    request: Any
    response: Any
    only_reads: bool
    takes_records: bool

    @property
    def path(self) -> str:
        """`exclaim.v1.Records/Get`."""
        return f"{self.service}/{self.name}"


def find(name: str) -> Method:
    """The method of a name: `Records/Get` or `exclaim.v1.Records/Get`."""
    short = name[len("exclaim.v1.") :] if name.startswith("exclaim.v1.") else name
    try:
        return METHODS[short]
    except KeyError:
        near = difflib.get_close_matches(short, METHODS, 1)
        hint = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(METHODS)}"
        raise ValueError(f"no method is named {name}{hint}") from None


def _methods() -> dict[str, Method]:
    methods = {}
    for file in _generated.FILES:
        for service in file.DESCRIPTOR.services_by_name.values():
            for method in service.methods:
                reads = service.name in _READING_SERVICES or method.name in _READING_METHODS
                fields = method.input_type.fields_by_name.values()
                methods[f"{service.name}/{method.name}"] = Method(
                    service.full_name,
                    method.name,
                    _SHAPES[service.name, method.name],
                    getattr(_generated, method.input_type.name),
                    getattr(_generated, method.output_type.name),
                    reads,
                    any(f.message_type is not None and f.message_type.name == "Record" for f in fields),
                )
    return methods


def _shapes() -> dict[tuple[str, str], Shape]:
    # Whether a method streams is told by its proto alone: old versions of protobuf's descriptors lack it.
    from google.protobuf import descriptor_pb2

    shapes = {}
    for file in _generated.FILES:
        proto = descriptor_pb2.FileDescriptorProto.FromString(file.DESCRIPTOR.serialized_pb)
        for service in proto.service:
            for method in service.method:
                shapes[service.name, method.name] = Shape(method.client_streaming, method.server_streaming)
    return shapes


_SHAPES = _shapes()
METHODS = _methods()
