# METADATA
# title: Migrations of schemas
# description: Free in the environments listed in data.json, signed for in production; anywhere else nothing matches, so people are asked.
package intents.rules["schema.migrate"]

import data.intents.known

# METADATA
# title: Schemas in production
# description: An environment that is not known counts as production.
# custom:
#   id: schema.production
#   owner: platform
escalate contains {
	"id": "schema.production",
	"risk": "high",
	"reason": "Production schemas change only with a signature.",
} if {
	not outside_production
}

outside_production if known.other_than(input.facts.environment, "prod")

# METADATA
# title: Schemas elsewhere
# custom:
#   id: schema.elsewhere
#   owner: platform
allow contains {
	"id": "schema.elsewhere",
	"reason": "Outside production, migrations run without asking.",
} if {
	input.facts.owner_active == true
	input.facts.environment in data.limits["schema.migrate"].environments
}
