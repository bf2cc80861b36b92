"""Values as plain data, and back: what a database, a queue or another language can hold, in a stable and strict form.

Only dict, list, str, int, bool and None; amounts and rates are exact texts, days are ISO texts. The outermost object
says the version of the form (`dunning_core`) and the type. What can be computed again, such as a run, goes out only.
"""

from dunning_core.interop.plain.describing import json_schema
from dunning_core.interop.plain.storing import from_json, from_plain, to_json, to_plain

__all__ = ["from_json", "from_plain", "json_schema", "to_json", "to_plain"]
