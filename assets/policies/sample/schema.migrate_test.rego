package intents_test.schema_migrate

import data.intents_test.decide
import data.intents_test.decide_with_limits
import data.intents_test.no_texts
import data.intents_test.no_truths
import data.intents_test.with_fact
import data.intents_test.without_fact

usual := {
	"intent": {"type": "schema.migrate"},
	"facts": {"environment": "staging", "owner_active": true},
}

test_free_outside_production if {
	every environment in ["dev", "staging"] {
		decide(with_fact(usual, "environment", environment)) == {
			"effect": "allow",
			"risk": "routine",
			"reasons": ["Outside production, migrations run without asking."],
			"rules": ["schema.elsewhere"],
			"grants": [{"permission": "schema:migrate", "ttl_seconds": 300}],
			"ttl_seconds": 300,
		}
	}
}

test_production_is_signed if {
	decide(with_fact(usual, "environment", "prod")) == {
		"effect": "escalate",
		"risk": "high",
		"reasons": ["Production schemas change only with a signature."],
		"rules": ["schema.production"],
		"grants": [{"permission": "schema:migrate", "ttl_seconds": 300}],
		"ttl_seconds": 300,
		"require": {"quorum": 1, "control": "four_eyes", "assurance": "passkey"},
		"escalation": [{"to": "approvers", "within_seconds": 0}],
	}
}

test_environment_that_nobody_listed_asks if {
	every environment in ["qa", "Dev", "dev ", ""] {
		decision := decide(with_fact(usual, "environment", environment))
		decision.effect == "escalate"
		decision.rules == []
		decision.risk == "elevated"
	}
}

test_unknown_environment_counts_as_production if {
	every environment in no_texts {
		decision := decide(with_fact(usual, "environment", environment))
		decision.effect == "escalate"
		decision.rules == ["schema.production"]
	}
	decide(without_fact(usual, "environment")).rules == ["schema.production"]
}

test_inactive_owner_asks if {
	every owner in array.concat(no_truths, [false]) {
		decide(with_fact(usual, "owner_active", owner)).effect == "escalate"
	}
	decide(without_fact(usual, "owner_active")).effect == "escalate"
}

test_production_cannot_be_listed_as_free if {
	careless := json.patch(data.limits, [{"op": "add", "path": "/schema.migrate/environments/-", "value": "prod"}])
	decide_with_limits(with_fact(usual, "environment", "prod"), careless).effect == "escalate"
}

test_missing_list_frees_nothing if {
	broken := json.remove(data.limits, ["schema.migrate/environments"])
	decide_with_limits(usual, broken).effect == "escalate"
}
