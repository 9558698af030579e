"""Holds entities, one JSON a line on standard input, to FollowTheMoney's own model. Run by a Python that has it."""

import json
import sys

from followthemoney import model

number = 0
for number, line in enumerate(sys.stdin, 1):  # noqa: B007
    entity = json.loads(line)
    schema = model.get(entity["schema"])
    assert schema is not None, entity
    schema.validate(entity)  # raises for a wrong value
    kept = model.get_proxy(entity)
    assert all(kept.get(name) for name in entity["properties"]), entity
print(number)
