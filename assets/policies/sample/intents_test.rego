# METADATA
# title: The decision itself, and what the tests of the intent types share
package intents_test

import data.intents

# What agents and lookups can get wrong. None of it is a fact.
no_numbers := [null, true, false, "", "5", "999999999", [], [5], {}, {"minor": 5}, -1, -0.5, 0.5]

no_truths := [null, 0, 1, "", "true", "false", "no", [], {}]

no_texts := [null, true, false, 0, 1, [], ["EUR", "dev"], {}, {"EUR": "dev"}]

decide(given) := decision if decision := intents.decision with input as given

decide_with_limits(given, limits) := decision if decision := intents.decision with input as given with data.limits as limits

with_fact(given, name, value) := object.union(json.remove(given, [concat("/", ["facts", name])]), {"facts": {name: value}})

without_fact(given, name) := json.remove(given, [concat("/", ["facts", name])])

# People are asked, and by this rule among others.
asks(decision, rule) if {
	decision.effect == "escalate"
	rule in decision.rules
}

# One rule of a made-up type, to look at the decision without any policy around it.
made_up := {"intent": {"type": "made.up"}}

made_up_limits := {"made.up": {
	"grant": {"permission": "made:up", "ttl_seconds": 120},
	"amounts": {"from": 1234567890, "odd": 100050, "low": 99900, "round": 100000000},
	"counts": {"ten": 10, "many": 60},
}}

decide_by(rules) := decision if {
	decision := intents.decision with input as made_up with data.limits as made_up_limits with data.intents.rules as {"made.up": rules}
}

plain := {"id": "a.plain", "reason": "Plain."}

grave := {"id": "b.grave", "reason": "Grave.", "risk": "high", "quorum": 3, "to": "group:grave"}

light := {"id": "c.light", "reason": "Light.", "risk": "elevated", "quorum": 2, "to": "group:light"}

test_deny_beats_escalate_beats_allow if {
	decide_by({"deny": {plain}, "escalate": {grave}, "allow": {light}}).effect == "deny"
	decide_by({"escalate": {grave}, "allow": {light}}).effect == "escalate"
	decide_by({"allow": {light}}).effect == "allow"
}

test_denial_names_its_rules_and_grants_nothing if {
	decide_by({"deny": {plain}, "escalate": {grave}, "allow": {light}}) == {
		"effect": "deny",
		"risk": "routine",
		"reasons": ["Plain."],
		"rules": ["a.plain"],
	}
}

test_allowance_has_the_terms_of_its_type_and_asks_nobody if {
	decide_by({"allow": {plain}}) == {
		"effect": "allow",
		"risk": "routine",
		"reasons": ["Plain."],
		"rules": ["a.plain"],
		"grants": [{"permission": "made:up", "ttl_seconds": 120}],
		"ttl_seconds": 120,
	}
}

test_several_escalations_take_the_highest_of_everything if {
	decide_by({"escalate": {plain, light, grave}}) == {
		"effect": "escalate",
		"risk": "high",
		"reasons": ["Grave.", "Light.", "Plain."],
		"rules": ["a.plain", "b.grave", "c.light"],
		"grants": [{"permission": "made:up", "ttl_seconds": 120}],
		"ttl_seconds": 120,
		"require": {"quorum": 3, "control": "four_eyes", "assurance": "passkey"},
		"escalation": [{"to": "group:grave", "within_seconds": 0}],
	}
}

test_highest_quorum_names_the_target_whatever_its_risk if {
	urgent := object.union(light, {"id": "a.urgent", "risk": "critical"})
	decision := decide_by({"escalate": {grave, urgent}})
	decision.risk == "critical"
	decision.escalation == [{"to": "group:grave", "within_seconds": 0}]
}

test_rule_without_target_leaves_the_choice_to_the_others if {
	everybody := object.union(plain, {"quorum": 4})
	decision := decide_by({"escalate": {everybody, light}})
	decision.require.quorum == 4
	decision.escalation == [{"to": "group:light", "within_seconds": 0}]
}

test_equal_quorums_go_by_the_rules_id if {
	second := object.union(light, {"quorum": 3})
	decide_by({"escalate": {second, grave}}).escalation[0].to == "group:grave"
}

test_rule_without_quorum_wants_one_signature if {
	earlier := {"id": "a.earlier", "reason": "Earlier.", "to": "group:earlier"}
	decide_by({"escalate": {earlier, light}}).escalation[0].to == "group:light"
	decide_by({"escalate": {earlier, object.union(light, {"quorum": 1})}}).escalation[0].to == "group:earlier"
}

test_escalation_without_target_asks_every_approver_for_one_signature if {
	decision := decide_by({"escalate": {plain}})
	decision.require == {"quorum": 1, "control": "four_eyes", "assurance": "passkey"}
	decision.escalation == [{"to": "approvers", "within_seconds": 0}]
}

test_nothing_matched_asks_every_approver if {
	decide_by({"allow": set()}) == {
		"effect": "escalate",
		"risk": "elevated",
		"reasons": ["No rule allows this, so people are asked."],
		"rules": [],
		"grants": [{"permission": "made:up", "ttl_seconds": 120}],
		"ttl_seconds": 120,
		"require": {"quorum": 1, "control": "four_eyes", "assurance": "passkey"},
		"escalation": [{"to": "approvers", "within_seconds": 0}],
	}
}

test_misspelt_risk_counts_as_critical if {
	slip := object.union(plain, {"risk": "hihg"})
	decide_by({"escalate": {slip, light}}).risk == "critical"
	decide_by({"escalate": {slip, light}, "allow": {plain}}).effect == "escalate"
}

test_every_risk_has_its_rank if {
	every risk in ["routine", "elevated", "high", "critical"] {
		decide_by({"escalate": {object.union(plain, {"risk": risk})}}).risk == risk
	}
}

test_no_more_than_twenty_reasons if {
	many := {{"id": sprintf("r.%02d", [n]), "reason": sprintf("Reason %02d.", [n])} | some n in numbers.range(1, 25)}
	decision := decide_by({"deny": many})
	count(decision.reasons) == 20
	decision.reasons[0] == "Reason 01."
	decision.reasons[19] == "Reason 20."
	count(decision.rules) == 25
}

test_reasons_hold_the_figures_of_the_limits if {
	wordings := {
		"From {from}.": "From 12,345,678.90.",
		"From {odd}.": "From 1,000.50.",
		"From {round}.": "From 1,000,000.",
		"From {low} to {odd}.": "From 999 to 1,000.50.",
		"{ten} or {many}.": "Ten or 60.",
		"{unheard_of} or more.": "{unheard_of} or more.",
	}
	every template, wording in wordings {
		decide_by({"deny": {{"id": "a", "reason": template}}}).reasons == [wording]
	}
}

unlimited(rules) := decision if {
	decision := intents.decision with input as made_up with data.limits as {} with data.intents.rules as {"made.up": rules}
}

# No grant in the answer: the console's safety net then asks every approver for the type's own permission.
test_type_without_limits_grants_nothing if {
	every rules in [{"allow": {plain}}, {"escalate": {plain}}, {"escalate": {plain}, "allow": {plain}}, {}] {
		decision := unlimited(rules)
		decision.effect == "escalate"
		not "grants" in object.keys(decision)
	}
}

test_type_without_limits_is_still_denied if unlimited({"deny": {plain}}) == {
	"effect": "deny",
	"risk": "routine",
	"reasons": ["Plain."],
	"rules": ["a.plain"],
}

test_type_that_nobody_knows_grants_nothing if {
	every type in ["rocket.launch", "", "Payment.wire", "payment.wire ", "payment", null, 1, true, [], ["payment.wire"], {}] {
		decide({"intent": {"type": type}}) == nobody_knows
	}
}

test_empty_input_grants_nothing if {
	every nothing in [{}, {"intent": {}}, {"intent": null}, {"intent": "payment.wire"}, null, [], ""] {
		decide(nothing) == nobody_knows
	}
}

nobody_knows := {
	"effect": "escalate",
	"risk": "elevated",
	"reasons": ["No rule knows this type of intent, so people are asked."],
	"rules": [],
	"require": {"quorum": 1, "control": "four_eyes", "assurance": "passkey"},
	"escalation": [{"to": "approvers", "within_seconds": 0}],
}

test_no_limits_at_all_never_allows if {
	every type, _ in data.limits {
		decide_with_limits({"intent": {"type": type}, "facts": {}}, {}).effect == "escalate"
	}
}

# Every type with limits has rules and the other way round.
test_types_with_limits_are_the_types_with_rules if object.keys(data.limits) == object.keys(intents.rules)
