"""Parts of an answer that differ from run to run: golden files hold a stand-in for them."""

import re

WAREHOUSE = "golden-warehouse"
NOT_INCLUDED = "[not included in comparison]"
HIDDEN = [
    (re.compile(pattern), replacement)
    for pattern, replacement in [
        (r"#\d+", "#x"),
        (r"plan_id=\d+", "plan_id=x"),
        (rf"Location.*{WAREHOUSE}/", f"Location {NOT_INCLUDED}/{{warehouse_dir}}/"),
        (rf"file:[^\s,]*{WAREHOUSE}", f"file:{NOT_INCLUDED}/{{warehouse_dir}}"),
        (r"(Created By|Created Time|Last Access).*", rf"\1 {NOT_INCLUDED}"),
        (r"(Owner|Partition Statistics)\t.*", rf"\1\t{NOT_INCLUDED}"),
        (r'"(created_by|created_time|last_access|owner|transient_lastDdlTime)":".*?"', rf'"\1 {NOT_INCLUDED}":"None"'),
        (r"transient_lastDdlTime=\d+", f"transient_lastDdlTime={NOT_INCLUDED}"),
        (r"(CTERelation(?:Def|Ref)) \d+,", r"\1 xxxx,"),
        (r"@\w*,", "@xxxxxxxx,"),
        (r"\*\(\d+\) ", "*"),
        (r"uuid\(Some\(-?\d+\)\)", "uuid(Some(x))"),
    ]
]


def hidden(line: str) -> str:
    for pattern, replacement in HIDDEN:
        line = pattern.sub(replacement, line)
    return line
