package intents_test.known

import data.intents.known
import data.intents_test

test_below_is_exclusive if {
	known.below(0, 1)
	known.below(9, 10)
	not over
	not at
}

over if known.below(11, 10)

at if known.below(10, 10)

test_at_least_is_inclusive if {
	known.at_least(10, 10)
	known.at_least(11, 10)
	not under
}

under if known.at_least(9, 10)

test_no_number_is_below_anything if {
	every number in intents_test.no_numbers {
		not small(number)
	}
}

small(number) if known.below(number, 1000000000)

test_no_limit_has_anything_below_it if {
	every limit in [null, false, true, "", "10", [], {}] {
		not holds(limit)
	}
}

holds(limit) if known.below(0, limit)

holds(limit) if known.at_least(0, limit)

holds(limit) if known.at_least("10", limit)

test_texts_and_collections_reach_no_limit if {
	every number in [null, true, "5", [], {}] {
		not reached(number)
	}
}

reached(number) if known.at_least(number, 0)

test_other_than_wants_another_text if {
	known.other_than("dev", "prod")
	known.other_than("", "prod")
	every text in array.concat(intents_test.no_texts, ["prod"]) {
		not other(text)
	}
}

other(text) if known.other_than(text, "prod")
