"""The protos as the generators see them: messages, enums and services with their names and comments."""

from google.protobuf import descriptor_pb2

import naming

Field_ = descriptor_pb2.FieldDescriptorProto

TIMESTAMP = "google.protobuf.Timestamp"

SWIFT_SCALARS = {
    Field_.TYPE_DOUBLE: "Double",
    Field_.TYPE_FLOAT: "Float",
    Field_.TYPE_INT64: "Int64",
    Field_.TYPE_SINT64: "Int64",
    Field_.TYPE_SFIXED64: "Int64",
    Field_.TYPE_UINT64: "UInt64",
    Field_.TYPE_FIXED64: "UInt64",
    Field_.TYPE_INT32: "Int32",
    Field_.TYPE_SINT32: "Int32",
    Field_.TYPE_SFIXED32: "Int32",
    Field_.TYPE_UINT32: "UInt32",
    Field_.TYPE_FIXED32: "UInt32",
    Field_.TYPE_BOOL: "Bool",
    Field_.TYPE_STRING: "String",
    Field_.TYPE_BYTES: "[UInt8]",
}


class Package:
    """Every file of one protobuf package. `swift` is its namespace (`exclaim.v1` → `V1`)."""

    def __init__(self, descriptors, name):
        self.name = name
        self.swift = naming.upper_camel(name.split(".")[-1])
        self.files = [File(self, file) for file in descriptors.file if file.package == name]

    def messages(self):
        for file in self.files:
            for message in file.messages:
                yield from message.with_nested()

    def enums(self):
        for file in self.files:
            yield from file.enums
        for message in self.messages():
            yield from message.enums

    def services(self):
        return [service for file in self.files for service in file.services]

    def swift_type(self, type_name):
        """`.exclaim.v1.Claim.Mention` → `V1.Claim.Mention`."""
        full_name = type_name.lstrip(".")
        if full_name == TIMESTAMP:
            return "Timestamp"
        if not full_name.startswith(self.name + "."):
            return f"<{full_name}>"
        return f"{self.swift}.{full_name[len(self.name) + 1:]}"


class File:
    def __init__(self, package, proto):
        self.package = package
        self.path = proto.name
        self.base = proto.name.rsplit("/", 1)[-1].removesuffix(".proto")
        self._comments = {
            tuple(location.path): location.leading_comments or location.trailing_comments
            for location in proto.source_code_info.location
        }
        self.messages = [Message(self, m, package.name, (4, i)) for i, m in enumerate(proto.message_type)]
        self.enums = [Enum(self, e, package.name, (5, i)) for i, e in enumerate(proto.enum_type)]
        self.services = [Service(self, s, (6, i)) for i, s in enumerate(proto.service)]

    def comment(self, path):
        return [line.strip() for line in self._comments.get(path, "").strip().splitlines()]


class Message:
    def __init__(self, file, proto, scope, path):
        self.file = file
        self.comment = file.comment(path)
        self.name = proto.name
        self.full_name = f"{scope}.{proto.name}"
        self.swift = file.package.swift_type(self.full_name)
        self.c_type = naming.c_type(self.full_name)
        self.c_layout = naming.c_layout(self.full_name)
        self.is_map_entry = proto.options.map_entry
        scope = self.full_name
        self.messages = [Message(file, m, scope, path + (3, i)) for i, m in enumerate(proto.nested_type)]
        self.enums = [Enum(file, e, scope, path + (4, i)) for i, e in enumerate(proto.enum_type)]
        taken = {nested.name for nested in self.messages + self.enums}
        synthetic = {f.oneof_index for f in proto.field if f.proto3_optional}
        self.oneofs = {
            index: Oneof(self, oneof, file.comment(path + (8, index)), taken)
            for index, oneof in enumerate(proto.oneof_decl)
            if index not in synthetic
        }
        self.fields = [Field(self, f, file.comment(path + (2, i))) for i, f in enumerate(proto.field)]

    def with_nested(self):
        yield self
        for nested in self.messages:
            yield from nested.with_nested()

    def members(self):
        """Fields outside a oneof and oneofs, each once, in the order of the proto."""
        seen = set()
        for field in self.fields:
            member = field.oneof or field
            if member not in seen:
                seen.add(member)
                yield member


class Oneof:
    is_oneof = True

    def __init__(self, message, proto, comment, taken):
        self.comment = comment
        self.name = proto.name
        name = naming.upper_camel(proto.name)
        self.swift_enum = name + "Choice" if name in taken else name
        self.swift_type = f"{message.swift}.{self.swift_enum}"
        self.swift_name = naming.swift_identifier(naming.lower_first(name))
        self.c_case = proto.name.lower() + "_case"
        self.fields = []


class Field:
    is_oneof = False

    def __init__(self, message, proto, comment):
        self.comment = comment
        self.name = proto.name
        self.number = proto.number
        self.json = proto.json_name
        self.full_name = f"{message.full_name}.{proto.name}"
        self.swift_name = naming.swift_identifier(proto.json_name)
        self.c_name = naming.c_field(proto.name)
        self.type = proto.type
        self.type_name = proto.type_name.lstrip(".")
        self.is_repeated = proto.label == Field_.LABEL_REPEATED
        self.is_optional = proto.proto3_optional
        self.is_message = proto.type == Field_.TYPE_MESSAGE
        self.is_enum = proto.type == Field_.TYPE_ENUM
        self.is_bool = proto.type == Field_.TYPE_BOOL
        self.is_string = proto.type == Field_.TYPE_STRING
        self.is_bytes = proto.type == Field_.TYPE_BYTES
        if self.is_message or self.is_enum:
            self.element = message.file.package.swift_type(proto.type_name)
        else:
            self.element = SWIFT_SCALARS.get(proto.type, "<group>")
        # The has-mark of a proto3 `optional`: protobuf-c sees the synthetic oneof that protoc made for it.
        self.c_case = f"_{proto.name}_case".lower() if proto.proto3_optional else None
        self.oneof = None
        if proto.HasField("oneof_index") and not proto.proto3_optional:
            self.oneof = message.oneofs[proto.oneof_index]
            self.oneof.fields.append(self)

    @property
    def swift_type(self):
        if self.is_repeated:
            return f"[{self.element}]"
        return self.element + "?" if self.is_optional or self.is_message else self.element

    @property
    def default(self):
        if self.is_repeated or self.is_bytes and not self.is_optional:
            return "[]"
        if self.is_optional or self.is_message:
            return "nil"
        if self.is_enum:
            return ".unspecified"
        return {"String": '""', "Bool": "false"}.get(self.element, "0")


class Enum:
    def __init__(self, file, proto, scope, path):
        self.file = file
        self.comment = file.comment(path)
        self.name = proto.name
        self.full_name = f"{scope}.{proto.name}"
        self.swift = file.package.swift_type(self.full_name)
        self.prefix = naming.screaming_snake(proto.name) + "_"
        self.values = [EnumValue(self, v, file.comment(path + (2, i))) for i, v in enumerate(proto.value)]


class EnumValue:
    def __init__(self, enum, proto, comment):
        self.comment = comment
        self.name = proto.name
        self.number = proto.number
        self.json = proto.name.removeprefix(enum.prefix)
        self.swift_name = naming.swift_identifier(naming.lower_camel(self.json))


class Service:
    def __init__(self, file, proto, path):
        self.file = file
        self.comment = file.comment(path)
        self.name = proto.name
        self.full_name = f"{file.package.name}.{proto.name}"
        self.swift = f"{file.package.swift}.{proto.name}"
        self.methods = [Method(self, m, file.comment(path + (2, i))) for i, m in enumerate(proto.method)]


class Method:
    def __init__(self, service, proto, comment):
        self.service = service
        self.comment = comment
        self.name = proto.name
        self.full_name = f"{service.full_name}.{proto.name}"
        self.swift_name = naming.swift_identifier(naming.lower_first(proto.name))
        self.request = service.file.package.swift_type(proto.input_type)
        self.response = service.file.package.swift_type(proto.output_type)
        self.input_name = proto.input_type.lstrip(".")
        self.output_name = proto.output_type.lstrip(".")
        self.shape = {
            (False, False): "unary",
            (False, True): "serverStream",
            (True, False): "clientStream",
            (True, True): "bidirectional",
        }[proto.client_streaming, proto.server_streaming]
