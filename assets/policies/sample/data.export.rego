# METADATA
# title: Exports of data
package intents.rules["data.export"]

import data.intents.known

limits := data.limits["data.export"]

# METADATA
# title: Bulk export
# description: The number of rows is what the agent declares, and all it may export if this is granted.
# custom:
#   id: exports.bulk
#   owner: security
deny contains bulk if known.at_least(input.intent.parameters.rows, limits.counts.never_from)

# METADATA
# title: Bulk export, for all we know
# description: Rows that are no number cannot be denied on a guess, so people read them.
# custom:
#   id: exports.bulk
#   owner: security
escalate contains bulk if not countable

bulk := {
	"id": "exports.bulk",
	"reason": "{never_from} rows or more never leave by an agent.",
}

countable if known.below(input.intent.parameters.rows, limits.counts.never_from)

# METADATA
# title: Every export
# custom:
#   id: exports.default
#   owner: security
escalate contains {
	"id": "exports.default",
	"risk": "high",
	"to": "group:security",
	"reason": "Data leaves the house: security signs.",
}
