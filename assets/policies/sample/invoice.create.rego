# METADATA
# title: Invoices
# description: Small invoices leave without asking; large ones and batches are read by finance first.
package intents.rules["invoice.create"]

import data.intents.known

limits := data.limits["invoice.create"]

# METADATA
# title: Large invoice
# custom:
#   id: invoices.large
#   owner: finance
escalate contains {
	"id": "invoices.large",
	"risk": "elevated",
	"to": "group:finance",
	"reason": "Invoices of {read_from} and more are looked at before they leave.",
} if {
	not small
}

small if known.below(input.facts.amount, limits.amounts.read_from)

# METADATA
# title: Batch of invoices
# description: An intent whose number of invoices is not known counts as a batch.
# custom:
#   id: invoices.batch
#   owner: finance
escalate contains {
	"id": "invoices.batch",
	"risk": "routine",
	"to": "group:finance",
	"reason": "{batch_from} invoices or more at once.",
} if {
	not few
}

few if known.below(input.facts.rows, limits.counts.batch_from)

# METADATA
# title: Small invoice
# custom:
#   id: invoices.small
#   owner: finance
allow contains {
	"id": "invoices.small",
	"reason": "A small invoice in the usual run.",
} if {
	input.facts.owner_active == true
	small
}
