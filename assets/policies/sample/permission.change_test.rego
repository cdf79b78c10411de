package intents_test.permission_change

import data.intents_test.decide
import data.intents_test.no_texts

somewhere(environment) := {"intent": {"type": "permission.change"}, "facts": {"environment": environment, "owner_active": true}}

test_production_is_signed_by_security if {
	decide(somewhere("prod")) == {
		"effect": "escalate",
		"risk": "high",
		"reasons": [
			"Permissions in production change only with a signature of security.",
			"Permissions change only with a signature.",
		],
		"rules": ["permissions.elsewhere", "permissions.production"],
		"grants": [{"permission": "directory:grant", "ttl_seconds": 180}],
		"ttl_seconds": 180,
		"require": {"quorum": 1, "control": "four_eyes", "assurance": "passkey"},
		"escalation": [{"to": "group:security", "within_seconds": 0}],
	}
}

test_elsewhere_any_approver_signs if {
	every environment in ["dev", "staging", "qa", "Prod", ""] {
		decision := decide(somewhere(environment))
		decision.effect == "escalate"
		decision.risk == "elevated"
		decision.rules == ["permissions.elsewhere"]
		decision.ttl_seconds == 180
		decision.escalation == [{"to": "approvers", "within_seconds": 0}]
	}
}

test_unknown_environment_counts_as_production if {
	both := ["permissions.elsewhere", "permissions.production"]
	every environment in no_texts {
		decide(somewhere(environment)).rules == both
	}
	decide({"intent": {"type": "permission.change"}}).rules == both
}
