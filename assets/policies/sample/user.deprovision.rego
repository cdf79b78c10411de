# METADATA
# title: Taking somebody's access away
package intents.rules["user.deprovision"]

# METADATA
# title: Every deprovisioning
# custom:
#   id: directory.deprovision
#   owner: security
escalate contains {
	"id": "directory.deprovision",
	"risk": "elevated",
	"to": "group:security",
	"reason": "Somebody loses access: a person of security confirms it is the right one.",
}
