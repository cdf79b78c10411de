package intents_test.payment_wire

import data.intents_test.asks
import data.intents_test.decide
import data.intents_test.decide_with_limits
import data.intents_test.no_numbers
import data.intents_test.no_texts
import data.intents_test.no_truths
import data.intents_test.with_fact
import data.intents_test.without_fact

# 240.00 to an account that was paid before: nobody is asked.
usual := {
	"intent": {"type": "payment.wire"},
	"facts": {
		"amount": 24000,
		"currency": "EUR",
		"recipient_known": true,
		"recipient_sum_24h": 24000,
		"agent_sum_24h": 24000,
		"agent_count_1h": 1,
		"owner_active": true,
		"suspicious_text": false,
		"environment": "prod",
	},
}

terms := [{"permission": "payments:execute", "ttl_seconds": 300}]

test_small_payment_to_a_known_account_is_allowed if {
	decide(usual) == {
		"effect": "allow",
		"risk": "routine",
		"reasons": ["Below 1,000 to an account that was paid before."],
		"rules": ["payments.small"],
		"grants": terms,
		"ttl_seconds": 300,
	}
}

# What one rule alone says when it asks; the other members are those of every escalation by finance.
says(changed, rule, risk, quorum, reason) if {
	decide(changed) == {
		"effect": "escalate",
		"risk": risk,
		"reasons": [reason],
		"rules": [rule],
		"grants": terms,
		"ttl_seconds": 300,
		"require": {"quorum": quorum, "control": "four_eyes", "assurance": "passkey"},
		"escalation": [{"to": "group:finance", "within_seconds": 0}],
	}
}

test_medium_starts_at_its_limit if {
	decide(with_fact(usual, "amount", 99999)).effect == "allow"
	decide(with_fact(usual, "amount", 0)).effect == "allow"
	says(with_fact(usual, "amount", 100000), "payments.medium", "elevated", 1, "From 1,000 on, somebody of finance signs.")
	says(with_fact(usual, "amount", 999999), "payments.medium", "elevated", 1, "From 1,000 on, somebody of finance signs.")
}

test_large_starts_at_its_limit_and_takes_two if {
	decision := decide(with_fact(usual, "amount", 1000000))
	decision.effect == "escalate"
	decision.risk == "critical"
	decision.reasons == ["From 10,000 on, two people of finance sign.", "From 1,000 on, somebody of finance signs."]
	decision.rules == ["payments.large", "payments.medium"]
	decision.require.quorum == 2
	decision.escalation == [{"to": "group:finance", "within_seconds": 0}]
	decision.grants == terms
}

test_lookalike_payee_takes_two if {
	says(with_fact(usual, "suspicious_text", true), "payments.lookalike", "critical", 2, "The payee's name holds characters that imitate others.")
}

test_unusual_currency_is_signed_for if {
	every currency in ["EUR", "CHF", "USD", "GBP"] {
		decide(with_fact(usual, "currency", currency)).effect == "allow"
	}
	every currency in ["JPY", "eur", "EUR ", ""] {
		says(with_fact(usual, "currency", currency), "payments.currency", "high", 1, "A currency finance does not usually pay in.")
	}
}

test_split_payment_shows_in_the_account_s_day if {
	decide(with_fact(usual, "recipient_sum_24h", 499999)).effect == "allow"
	says(
		with_fact(usual, "recipient_sum_24h", 500000), "payments.split", "high", 1,
		"More than 5,000 to this account within 24 hours, this payment included.",
	)
}

test_first_payment_is_signed_for if {
	says(with_fact(usual, "recipient_known", false), "payments.first-time", "high", 1, "First payment to this account.")
}

test_agent_s_day_has_a_limit if {
	decide(with_fact(usual, "agent_sum_24h", 2499999)).effect == "allow"
	says(
		with_fact(usual, "agent_sum_24h", 2500000), "payments.agent-sum", "elevated", 1,
		"This agent has declared more than 25,000 within 24 hours.",
	)
}

test_burst_is_denied_from_its_limit_on if {
	decide(with_fact(usual, "agent_count_1h", 59)).effect == "allow"
	decide(with_fact(usual, "agent_count_1h", 60)) == {
		"effect": "deny",
		"risk": "routine",
		"reasons": ["More than 60 payments declared within an hour by one agent: that is a runaway, not a payment run."],
		"rules": ["payments.burst"],
	}
}

test_burst_is_denied_whatever_else_is_wrong if {
	decide({"intent": {"type": "payment.wire"}, "facts": {"agent_count_1h": 60}}).effect == "deny"
}

test_burst_of_unknown_length_is_asked_about if {
	decision := decide(without_fact(usual, "agent_count_1h"))
	decision.effect == "escalate"
	decision.risk == "routine"
	decision.rules == ["payments.burst"]
	decision.require.quorum == 1
	decision.escalation == [{"to": "approvers", "within_seconds": 0}]
}

test_inactive_owner_is_nobody_s_rule_and_asks if {
	every owner in array.concat(no_truths, [false]) {
		decision := decide(with_fact(usual, "owner_active", owner))
		decision.effect == "escalate"
		decision.rules == []
		decision.risk == "elevated"
		decision.grants == terms
	}
	decide(without_fact(usual, "owner_active")).effect == "escalate"
}

# Each fact with the rules that ask when it is unknown.
askers := {
	"amount": ["payments.large", "payments.medium"],
	"currency": ["payments.currency"],
	"recipient_known": ["payments.first-time"],
	"recipient_sum_24h": ["payments.split"],
	"agent_sum_24h": ["payments.agent-sum"],
	"agent_count_1h": ["payments.burst"],
	"suspicious_text": ["payments.lookalike"],
}

nonsense := {
	"amount": no_numbers,
	"currency": no_texts,
	"recipient_known": no_truths,
	"recipient_sum_24h": no_numbers,
	"agent_sum_24h": no_numbers,
	"agent_count_1h": no_numbers,
	"suspicious_text": no_truths,
}

test_missing_fact_asks_by_its_rules if {
	every fact, rules in askers {
		decision := decide(without_fact(usual, fact))
		decision.effect == "escalate"
		decision.rules == rules
	}
}

test_fact_that_is_none_asks_by_its_rules if {
	every fact, values in nonsense {
		every value in values {
			decision := decide(with_fact(usual, fact, value))
			decision.effect == "escalate"
			decision.rules == askers[fact]
		}
	}
}

test_no_facts_ask_by_every_rule if {
	every none in [{}, null, [], "facts"] {
		decision := decide({"intent": {"type": "payment.wire"}, "facts": none})
		decision.effect == "escalate"
		decision.risk == "critical"
		decision.require.quorum == 2
		decision.rules == [
			"payments.agent-sum", "payments.burst", "payments.currency", "payments.first-time",
			"payments.large", "payments.lookalike", "payments.medium", "payments.split",
		]
	}
}

test_what_the_agent_says_is_no_fact if {
	boast := object.union(without_fact(usual, "recipient_known"), {
		"intent": {"parameters": {"recipient_known": true}, "facts": {"recipient_known": true}},
		"agent": {"recipient_known": true},
	})
	asks(decide(boast), "payments.first-time")
}

# A limit that data.json lost, or that is none, must ask as if it were passed.
limit_askers := {
	"currencies": "payments.currency",
	"amounts/signed_from": "payments.medium",
	"amounts/signed_twice_from": "payments.large",
	"amounts/recipient_per_day": "payments.split",
	"amounts/agent_per_day": "payments.agent-sum",
	"counts/agent_per_hour": "payments.burst",
}

test_missing_limit_asks_by_its_rule if {
	every limit, rule in limit_askers {
		broken := json.remove(data.limits, [concat("/", ["payment.wire", limit])])
		broken != data.limits
		asks(decide_with_limits(usual, broken), rule)
	}
}

test_limit_that_is_none_asks_by_its_rule if {
	every limit, rule in limit_askers {
		every value in [null, true, "1000000000", {}] {
			broken := json.patch(data.limits, [{"op": "replace", "path": concat("/", ["/payment.wire", limit]), "value": value}])
			asks(decide_with_limits(usual, broken), rule)
		}
	}
}

test_limit_is_changed_in_one_place if {
	lower := json.patch(data.limits, [{"op": "replace", "path": "/payment.wire/amounts/signed_from", "value": 5000}])
	decision := decide_with_limits(usual, lower)
	asks(decision, "payments.medium")
	decision.reasons == ["From 50 on, somebody of finance signs."]
}
