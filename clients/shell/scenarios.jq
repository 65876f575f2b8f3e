# What the runner of the scenarios does with JSON. Tests/Conformance/scenarios/README.md has the rules.

# The step with its placeholders filled in from the object $values, and its repetitions written out.
def filled($values):
  def text: gsub("\\$\\{(?<name>\\w+)(?<more>\\+1)?\\}";
    . as $p | $values[$p.name] // error("nothing was saved as \($p.name)")
    | if $p.more then tonumber + 1 | tostring else . end);
  if type == "string" then text
  elif type == "object" then map_values(filled($values))
  elif type == "array" then
    map(if type == "object" and has("times") then
        .times as $times | .of as $of | range($times) as $n | $of | filled($values + {n: "\($n)"})
      else filled($values) end)
  else . end;

# What the step does; an error where it is none.
def verb: first(("call", "open", "read", "cancel") as $v | select(.[$v]) | $v) // error("this is no step");

# A step with a member that is not known expects what nobody looks at.
def unknown_members:
  ((keys - ["call", "open", "read", "cancel", "as", "request", "requests", "timeoutNano", "messages", "records",
      "toEnd", "gives", "save"])
    + ((.gives // {}) | keys - ["message", "error"])
    + ((.gives.error? // {}) | keys - ["code", "details"])) | join(", ");

# The first place where what came does not match what was expected; nothing where it matches.
def difference($expected; $got; $place):
  def differs: "\($place): expected \($expected | tojson), got \($got | tojson)"[:400];
  if $got == null then
    if [0, "0", "", false, []] | index([$expected]) then empty else differs end
  elif ($expected | type) != ($got | type) then differs
  elif $expected | type == "object" then
    first($expected | keys[] as $key | difference($expected[$key]; $got[$key]; "\($place).\($key)"))
  elif $expected | type == "array" then
    if ($expected | length) != ($got | length) then
      "\($place): expected \($expected | length) elements, got \($got | length): \($got | tojson)"[:400]
    else first(range($expected | length) as $i | difference($expected[$i]; $got[$i]; "\($place).\($i)")) end
  elif $expected == $got then empty
  # The program writes STATE for ACTOR_KIND_STATE.
  elif ($expected | type == "string") and ($got | type == "string") and ($got | test("^[A-Z][A-Z0-9_]+$"))
    and ($expected | endswith("_" + $got)) then empty
  else differs end;

# The text at a path such as results.0.id.
def at($path): getpath($path / "." | map(tonumber? // .)) | strings // error("no text at \($path)");
