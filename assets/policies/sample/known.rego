# METADATA
# title: What is known for certain
# description: |
#   Comparisons that hold only between values of the right kind; anything else is unknown and satisfies none of them.
#   Rego orders null and booleans below every number and texts above: without the guards an amount of null would be
#   "below" any limit, and a limit of "1000" above any amount.
#   Negate them through a named rule (`not small`, where `small if known.below(...)`), never directly:
#   `not known.below(input.facts.amount, ...)` is undefined, not true, when the fact is missing.
package intents.known

# METADATA
# title: A count or an amount in minor units is below a limit
# description: The console counts in whole numbers from zero on. A negative or broken one is no fact, so it is below nothing.
below(number, limit) if {
	is_number(number)
	is_number(limit)
	number >= 0
	number == floor(number)
	number < limit
}

# METADATA
# title: A number has reached a limit
at_least(number, limit) if {
	is_number(number)
	is_number(limit)
	number >= limit
}

# METADATA
# title: A text is known, and is another one
other_than(text, other) if {
	is_string(text)
	text != other
}
