package intents_test.data_export

import data.intents_test.decide
import data.intents_test.decide_with_limits
import data.intents_test.no_numbers

rows(number) := {"intent": {"type": "data.export", "parameters": {"rows": number}}, "facts": {"owner_active": true}}

signed := {
	"effect": "escalate",
	"risk": "high",
	"reasons": ["Data leaves the house: security signs."],
	"rules": ["exports.default"],
	"grants": [{"permission": "data:export", "ttl_seconds": 300}],
	"ttl_seconds": 300,
	"require": {"quorum": 1, "control": "four_eyes", "assurance": "passkey"},
	"escalation": [{"to": "group:security", "within_seconds": 0}],
}

test_every_export_is_signed_by_security if {
	every number in [0, 1, 999999] {
		decide(rows(number)) == signed
	}
}

test_bulk_is_denied_from_its_limit_on if {
	every number in [1000000, 1000001, 1e6, 1000000.5, 1e300] {
		decide(rows(number)) == {
			"effect": "deny",
			"risk": "routine",
			"reasons": ["A million rows or more never leave by an agent."],
			"rules": ["exports.bulk"],
		}
	}
}

in_doubt := object.union(signed, {
	"reasons": ["Data leaves the house: security signs.", "A million rows or more never leave by an agent."],
	"rules": ["exports.bulk", "exports.default"],
})

test_rows_that_are_no_number_are_asked_about if {
	every number in no_numbers {
		decide(rows(number)) == in_doubt
	}
	decide({"intent": {"type": "data.export"}}) == in_doubt
	decide({"intent": {"type": "data.export", "parameters": [2000000]}}) == in_doubt
}

# The deny rule reads what people read: the parameter, not a number of rows that stands elsewhere.
test_rows_elsewhere_do_not_count if {
	decoy := object.union(rows(2000000), {"facts": {"rows": 1}, "intent": {"rows": 1, "typed": {"rows": 1}}})
	decide(decoy).effect == "deny"
}

test_missing_limit_asks_by_both_rules if {
	broken := json.remove(data.limits, ["data.export/counts/never_from"])
	decide_with_limits(rows(2000000), broken).rules == ["exports.bulk", "exports.default"]
}
