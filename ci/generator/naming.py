"""Names in Swift and in the C that protoc-gen-c writes."""

SWIFT_KEYWORDS = frozenset(
    """as associatedtype break case catch class continue default defer deinit do else enum extension
    fallthrough false fileprivate for func guard if import in init inout internal is let nil operator
    precedencegroup private protocol public repeat rethrows return self static struct subscript super
    switch throw throws true try typealias var where while""".split()
)

# protoc-gen-c appends "_" to a field with one of these names.
C_KEYWORDS = frozenset(
    """and and_eq asm auto bitand bitor bool break case catch char class compl const const_cast continue
    default delete do double dynamic_cast else enum explicit extern false float for friend goto if inline
    int long mutable namespace new not not_eq operator or or_eq private protected public register
    reinterpret_cast return short signed sizeof static static_cast struct switch template this throw true
    try typedef typeid typename union unsigned using virtual void volatile wchar_t while xor
    xor_eq""".split()
)

# `.none` reads as Optional.none where the value is optional, and `.self` is the type itself.
SWIFT_UNUSABLE = {"none": "noneValue", "some": "someValue", "self": "selfValue", "Type": "TypeValue"}


def upper_camel(snake):
    return "".join(part[:1].upper() + part[1:] for part in snake.split("_"))


def lower_first(camel):
    """`WhoAmI` → `whoAmI`."""
    return camel[:1].lower() + camel[1:]


def lower_camel(screaming):
    """`NOT_DISCLOSED` → `notDisclosed`."""
    parts = screaming.lower().split("_")
    return parts[0] + "".join(part[:1].upper() + part[1:] for part in parts[1:])


def swift_identifier(name):
    name = SWIFT_UNUSABLE.get(name, name)
    return f"`{name}`" if name in SWIFT_KEYWORDS or name[0].isdigit() else name


def screaming_snake(camel):
    """`ActorKind` → `ACTOR_KIND`, the prefix protobuf's style asks of an enum's values."""
    result = ""
    for index, letter in enumerate(camel):
        following = camel[index + 1 : index + 2]
        if letter.isupper() and index and (camel[index - 1].islower() or following.islower()):
            result += "_"
        result += letter.upper()
    return result


def c_type(full_name):
    """`exclaim.v1.Claim.Mention` → `Exclaim__V1__Claim__Mention`."""
    return "__".join(upper_camel(part) for part in full_name.split("."))


def c_descriptor(full_name):
    """`exclaim.v1.SubmitRequest` → `exclaim__v1__submit_request__descriptor`."""
    return "__".join(_c_lower(part) for part in full_name.split(".")) + "__descriptor"


def c_layout(full_name):
    """`exclaim.v1.SubmitRequest` → `exclaim_v1_SubmitRequest_layout`, which gives the descriptor."""
    return full_name.replace(".", "_") + "_layout"


def c_field(name):
    name = name.lower()
    return name + "_" if name in C_KEYWORDS else name


def _c_lower(camel):
    # protoc-gen-c's own rule: an underscore only where a lower-case letter precedes (`WhoAmIReply` →
    # `who_am_ireply`).
    result, was_upper = "", True
    for letter in camel:
        if letter.isupper() and not was_upper:
            result += "_"
        was_upper = letter.isupper()
        result += letter.lower()
    return result
