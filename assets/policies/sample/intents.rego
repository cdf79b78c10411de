# METADATA
# title: Decisions on declared intents
# description: |
#   Deny beats escalate, escalate beats allow, and where nothing matched people are asked.
#   The rules of an intent type stand in a file of their own, its limits in data.json.
#   input.intent  what the agent declared, and so hostile
#   input.agent   the agent as the console authenticated it
#   input.facts   what the console looked up itself; a fact that is not there is unknown
package intents

import data.intents.words

# METADATA
# title: The decision on a declared intent
# description: |
#   Never undefined. A type without rules or without limits gets this answer, which grants nothing: the console
#   then asks every approver.
# entrypoint: true
default decision := {
	"effect": "escalate",
	"risk": "elevated",
	"reasons": ["No rule knows this type of intent, so people are asked."],
	"rules": [],
	"require": {"quorum": 1, "control": "four_eyes", "assurance": "passkey"},
	"escalation": [{"to": "approvers", "within_seconds": 0}],
}

decision := answer if effect == "deny"

decision := object.union(answer, terms) if effect == "allow"

decision := object.union_n([answer, terms, signatures]) if effect == "escalate"

# The effect is chosen by counting alone and stands apart from the answer: were they one `else` chain, an escalation
# that fails to word itself would fall through to the allowance below it.
effect := "deny" if {
	count(deny) > 0
} else := "escalate" if {
	count(escalate) > 0
} else := "allow" if {
	count(allow) > 0
} else := "escalate"

# What the rules of the declared type say. A type that has none, or no rule of that kind, says nothing: an empty set,
# never an undefined one.
deny contains rule if some rule in data.intents.rules[input.intent.type].deny

escalate contains rule if some rule in data.intents.rules[input.intent.type].escalate

allow contains rule if some rule in data.intents.rules[input.intent.type].allow

# A type without limits can still deny; it has nothing to grant, which leaves the decision at its default.
default limits := {}

limits := data.limits[input.intent.type]

# The rules that decide; none where nothing matched.
deciding := {"deny": deny, "escalate": escalate, "allow": allow}[effect]

answer := {
	"effect": effect,
	"risk": risk,
	"reasons": reasons,
	"rules": sort({rule.id | some rule in deciding}),
}

# What an allowance gives, and what an approval would give: it is part of what people sign.
terms := {
	"grants": [limits.grant],
	"ttl_seconds": limits.grant.ttl_seconds,
}

# Several rules ask at once: the highest number of signatures counts, and the target of the rule that wants it.
signatures := {
	"require": {"quorum": quorum, "control": "four_eyes", "assurance": "passkey"},
	"escalation": [{"to": target, "within_seconds": 0}],
}

risks := ["routine", "elevated", "high", "critical"]

# A rule that names no risk adds none. A name that nobody knows counts as the highest: a slip of the pen must not
# lower what people are shown.
rank(rule) := object.get({"routine": 0, "elevated": 1, "high": 2, "critical": 3}, object.get(rule, "risk", "routine"), 3)

# Only where nothing matched is there no highest rank.
default risk := "elevated"

risk := risks[max({rank(rule) | some rule in deciding})]

quorum := max({1} | {rule.quorum | some rule in deciding})

# Everybody with the role of approver, unless a rule names somebody. The highest quorum goes first, then the rule's id.
default target := "approvers"

target := sort({[0 - object.get(rule, "quorum", 1), rule.id, rule.to] | some rule in deciding})[0][2]

# The gravest reason stands first. The console refuses a decision with more than twenty, and a refused denial would be
# no denial any more.
reasons := array.slice([words.filled(reason, limits) | some [_, _, reason] in by_gravity], 0, 20) if count(deciding) > 0

reasons := ["No rule allows this, so people are asked."] if count(deciding) == 0

by_gravity := sort({[0 - rank(rule), rule.id, rule.reason] | some rule in deciding})
