package intents_test.user_deprovision

import data.intents_test.decide

test_every_deprovisioning_is_signed_by_security if {
	every facts in [{}, null, {"owner_active": true, "environment": "dev"}] {
		decide({"intent": {"type": "user.deprovision"}, "facts": facts}) == {
			"effect": "escalate",
			"risk": "elevated",
			"reasons": ["Somebody loses access: a person of security confirms it is the right one."],
			"rules": ["directory.deprovision"],
			"grants": [{"permission": "directory:deprovision", "ttl_seconds": 300}],
			"ttl_seconds": 300,
			"require": {"quorum": 1, "control": "four_eyes", "assurance": "passkey"},
			"escalation": [{"to": "group:security", "within_seconds": 0}],
		}
	}
}
