# METADATA
# title: Changes of permissions
package intents.rules["permission.change"]

import data.intents.known

# METADATA
# title: Permissions in production
# description: An environment that is not known counts as production.
# custom:
#   id: permissions.production
#   owner: security
escalate contains {
	"id": "permissions.production",
	"risk": "high",
	"to": "group:security",
	"reason": "Permissions in production change only with a signature of security.",
} if {
	not outside_production
}

outside_production if known.other_than(input.facts.environment, "prod")

# METADATA
# title: Permissions anywhere
# description: It names no target, so every approver may sign; in production the rule above names security.
# custom:
#   id: permissions.elsewhere
#   owner: security
escalate contains {
	"id": "permissions.elsewhere",
	"risk": "elevated",
	"reason": "Permissions change only with a signature.",
}
