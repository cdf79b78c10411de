package intents_test.invoice_create

import data.intents_test.asks
import data.intents_test.decide
import data.intents_test.decide_with_limits
import data.intents_test.no_numbers
import data.intents_test.no_truths
import data.intents_test.with_fact
import data.intents_test.without_fact

usual := {
	"intent": {"type": "invoice.create"},
	"facts": {"amount": 24000, "rows": 1, "owner_active": true},
}

terms := [{"permission": "invoices:create", "ttl_seconds": 600}]

finance := [{"to": "group:finance", "within_seconds": 0}]

one := {"quorum": 1, "control": "four_eyes", "assurance": "passkey"}

test_small_invoice_is_allowed if {
	decide(usual) == {
		"effect": "allow",
		"risk": "routine",
		"reasons": ["A small invoice in the usual run."],
		"rules": ["invoices.small"],
		"grants": terms,
		"ttl_seconds": 600,
	}
}

test_large_starts_at_its_limit if {
	decide(with_fact(usual, "amount", 499999)).effect == "allow"
	decide(with_fact(usual, "amount", 500000)) == {
		"effect": "escalate",
		"risk": "elevated",
		"reasons": ["Invoices of 5,000 and more are looked at before they leave."],
		"rules": ["invoices.large"],
		"grants": terms,
		"ttl_seconds": 600,
		"require": one,
		"escalation": finance,
	}
}

test_batch_starts_at_its_limit if {
	decide(with_fact(usual, "rows", 9)).effect == "allow"
	decide(with_fact(usual, "rows", 10)) == {
		"effect": "escalate",
		"risk": "routine",
		"reasons": ["Ten invoices or more at once."],
		"rules": ["invoices.batch"],
		"grants": terms,
		"ttl_seconds": 600,
		"require": one,
		"escalation": finance,
	}
}

test_large_batch_has_both_reasons_and_the_higher_risk if {
	decision := decide(with_fact(with_fact(usual, "rows", 10), "amount", 500000))
	decision.rules == ["invoices.batch", "invoices.large"]
	decision.risk == "elevated"
	count(decision.reasons) == 2
}

test_inactive_owner_asks if {
	every owner in array.concat(no_truths, [false]) {
		decision := decide(with_fact(usual, "owner_active", owner))
		decision.effect == "escalate"
		decision.rules == []
		decision.escalation == [{"to": "approvers", "within_seconds": 0}]
	}
	decide(without_fact(usual, "owner_active")).effect == "escalate"
}

askers := {"amount": "invoices.large", "rows": "invoices.batch"}

test_unknown_fact_asks_by_its_rule if {
	every fact, rule in askers {
		decide(without_fact(usual, fact)).rules == [rule]
		every value in no_numbers {
			decision := decide(with_fact(usual, fact, value))
			decision.effect == "escalate"
			decision.rules == [rule]
		}
	}
}

test_missing_limit_asks_by_its_rule if {
	every limit, rule in {"amounts/read_from": "invoices.large", "counts/batch_from": "invoices.batch"} {
		broken := json.remove(data.limits, [concat("/", ["invoice.create", limit])])
		broken != data.limits
		asks(decide_with_limits(usual, broken), rule)
	}
}
