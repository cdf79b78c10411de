# METADATA
# title: Figures in sentences
# description: |
#   Reasons name a limit by its name in data.json: "From {signed_from} on" is read as "From 1,000 on". So a sentence
#   cannot contradict the limit it explains, and a limit is changed in one place.
package intents.words

# METADATA
# title: A reason with its figures
# description: |
#   A limit that data.json lacks leaves its {name} standing. The rules themselves hold nothing that can be undefined:
#   a rule without a reason would be a rule that does not match.
filled(reason, limits) := strings.replace_n(figures, reason) if {
	figures := {mark: figure(kind, number) |
		some kind in ["amounts", "counts"]
		some name, number in limits[kind]
		mark := concat("", ["{", name, "}"])
		contains(reason, mark)
	}
}

# Minor units as people write them: 100000 is 1,000 and 100050 is 1,000.50.
figure("amounts", minor) := grouped(minor / 100) if minor % 100 == 0

figure("amounts", minor) := sprintf("%s.%02d", [grouped(floor(minor / 100)), minor % 100]) if minor % 100 != 0

# The round numbers our sentences begin with stand in words.
figure("counts", number) := object.get({10: "Ten", 1000000: "A million"}, number, grouped(number))

grouped(number) := sprintf("%d", [number]) if {
	is_number(number)
	number < 1000
}

grouped(number) := sprintf("%d,%03d", [floor(number / 1000), number % 1000]) if {
	is_number(number)
	number >= 1000
	number < 1000000
}

grouped(number) := sprintf("%s,%03d", [grouped_thousands(floor(number / 1000)), number % 1000]) if {
	is_number(number)
	number >= 1000000
}

grouped_thousands(number) := sprintf("%d,%03d", [floor(number / 1000), number % 1000])
