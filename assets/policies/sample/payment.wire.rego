# METADATA
# title: Wire payments
# description: Small payments to known accounts go through; everything else is signed by finance.
package intents.rules["payment.wire"]

import data.intents.known

# Amounts are in minor units of the payment's own currency. The usual currencies are close enough in value to share
# their limits; any other one is signed for whatever its amount.
limits := data.limits["payment.wire"]

# METADATA
# title: Runaway agent
# description: An agent that declares payment after payment is stopped, not put before people sixty times.
# custom:
#   id: payments.burst
#   owner: finance
deny contains burst if known.at_least(input.facts.agent_count_1h, limits.counts.agent_per_hour)

# METADATA
# title: Runaway agent, for all we know
# description: Without a count nobody can say that it is none. Nobody is denied on a guess either, so people are asked.
# custom:
#   id: payments.burst
#   owner: finance
escalate contains burst if not unhurried

burst := {
	"id": "payments.burst",
	"reason": "More than {agent_per_hour} payments declared within an hour by one agent: that is a runaway, not a payment run.",
}

unhurried if known.below(input.facts.agent_count_1h, limits.counts.agent_per_hour)

# Each rule below asks people *unless* the opposite is known. So a fact that is missing, or is not what it should be,
# leads to people by the same path as one that is over its limit.

# METADATA
# title: Look-alike payee
# description: Invisible, bidirectional or imitating characters are how a payee pretends to be another one.
# custom:
#   id: payments.lookalike
#   owner: security
escalate contains {
	"id": "payments.lookalike",
	"risk": "critical",
	"quorum": 2,
	"to": "group:finance",
	"reason": "The payee's name holds characters that imitate others.",
} if {
	not plainly_written
}

plainly_written if input.facts.suspicious_text == false

# METADATA
# title: Unusual currency
# custom:
#   id: payments.currency
#   owner: finance
escalate contains {
	"id": "payments.currency",
	"risk": "high",
	"to": "group:finance",
	"reason": "A currency finance does not usually pay in.",
} if {
	not usual_currency
}

usual_currency if input.facts.currency in limits.currencies

# METADATA
# title: Large payment
# custom:
#   id: payments.large
#   owner: finance
escalate contains {
	"id": "payments.large",
	"risk": "critical",
	"quorum": 2,
	"to": "group:finance",
	"reason": "From {signed_twice_from} on, two people of finance sign.",
} if {
	not signed_once_at_most
}

signed_once_at_most if known.below(input.facts.amount, limits.amounts.signed_twice_from)

# METADATA
# title: Split payment
# description: Ten small payments to one account are one large one.
# custom:
#   id: payments.split
#   owner: finance
escalate contains {
	"id": "payments.split",
	"risk": "high",
	"to": "group:finance",
	"reason": "More than {recipient_per_day} to this account within 24 hours, this payment included.",
} if {
	not whole
}

whole if known.below(input.facts.recipient_sum_24h, limits.amounts.recipient_per_day)

# METADATA
# title: First payment
# custom:
#   id: payments.first-time
#   owner: finance
escalate contains {
	"id": "payments.first-time",
	"risk": "high",
	"to": "group:finance",
	"reason": "First payment to this account.",
} if {
	not paid_before
}

# A bare reference would hold for every value but false: a "no" or a 0 would do.
paid_before if input.facts.recipient_known == true

# METADATA
# title: Much by one agent
# custom:
#   id: payments.agent-sum
#   owner: finance
escalate contains {
	"id": "payments.agent-sum",
	"risk": "elevated",
	"to": "group:finance",
	"reason": "This agent has declared more than {agent_per_day} within 24 hours.",
} if {
	not within_the_agents_day
}

within_the_agents_day if known.below(input.facts.agent_sum_24h, limits.amounts.agent_per_day)

# METADATA
# title: Medium payment
# custom:
#   id: payments.medium
#   owner: finance
escalate contains {
	"id": "payments.medium",
	"risk": "elevated",
	"to": "group:finance",
	"reason": "From {signed_from} on, somebody of finance signs.",
} if {
	not small
}

small if known.below(input.facts.amount, limits.amounts.signed_from)

# METADATA
# title: Small payment to a known account
# custom:
#   id: payments.small
#   owner: finance
allow contains {
	"id": "payments.small",
	"reason": "Below {signed_from} to an account that was paid before.",
} if {
	input.facts.owner_active == true
	paid_before
	small
}
