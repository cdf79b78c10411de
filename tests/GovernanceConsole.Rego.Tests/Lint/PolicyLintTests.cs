using GovernanceConsole.Rego.Lint;
using GovernanceConsole.Rego.Tests.Conformance;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Tests.Lint;

/// <summary>Policies that must be flagged, and policies that must not: a lint that cries at good policies is switched off.</summary>
public sealed class PolicyLintTests
{
    private static readonly LintOptions Options = new()
    {
        GuaranteedPaths = new HashSet<string> { "input.intent.type", "input.agent.id", "input.facts", "input.now" },
        Entrypoints = new HashSet<string> { "data.t.decision" },
    };

    [Theory]
    [InlineData("deny if not admin(input.user)\nadmin(user) if user == 1", "input.user")]
    [InlineData("p if not admin(input.user)\nadmin(user) if user == 1", "input.user")]
    [InlineData("p if not input.facts.a != 3", "input.facts.a")]
    [InlineData("p if not input.facts.role in [\"a\"]", "input.facts.role")]
    [InlineData("p if not \"a\" in input.facts.roles", "input.facts.roles")]
    [InlineData("p if not startswith(input.intent.name, \"x\")", "input.intent.name")]
    [InlineData("p if not startswith(lower(input.intent.name), \"x\")", "input.intent.name")]
    [InlineData("p if not f(g(input.now))\ng(x) := x if x == 1\nf(x) if x == 2", "data.t.g(input.now)")]
    [InlineData("p if not roles[input.facts.role]\nroles := {\"a\": true}", "input.facts.role")]
    [InlineData("p if {\n\tsome x in input.facts.list\n\tnot f(x.y)\n}\nf(x) if x == 2", "x.y")]
    [InlineData("p if count([1 | some x in [1]; not f(input.facts.z, x)]) > 0\nf(x, y) if x == y", "input.facts.z")]
    [InlineData("p if not f(data.nowhere.limit)\nf(x) if x == 2", "data.nowhere.limit")]
    [InlineData("p if not f(limits.other)\nlimits := data.given\nf(x) if x == 2", "data.t.limits.other")]
    [InlineData("p if not f(amount)\namount := input.facts.amount\nf(x) if x == 2", "data.t.amount")]
    public void NegationThatVanishes_IsFlagged(string rules, string missing)
    {
        var finding = Assert.Single(Findings(rules), finding => finding.Id == LintIds.Negation);

        Assert.Contains($"is undefined, not true, when {missing} is", finding.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p if not input.facts.blocked", "input.facts.blocked")]
    [InlineData("p if not input.facts.a == 3", "input.facts.a")]
    [InlineData("p if not input.facts.a = 3", "input.facts.a")]
    [InlineData("p if not blocked\nblocked := input.facts.blocked", "data.t.blocked")]
    public void NegationThatHoldsForTheUnknown_IsFlagged(string rules, string missing)
    {
        var finding = Assert.Single(Findings(rules), finding => finding.Id == LintIds.Negation);

        Assert.Contains($"holds when {missing} is missing", finding.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p if not small\nsmall if input.facts.amount == 1")]
    [InlineData("default small := false\np if not small\nsmall if input.facts.amount == 1")]
    [InlineData("default limit := 3\np if not f(limit)\nlimit := input.facts.limit\nf(x) if x == 2")]
    [InlineData("p if {\n\tinput.facts.role != null\n\tnot input.facts.role in [\"a\"]\n}")]
    [InlineData("p if {\n\trole := input.facts.role\n\tnot role in [\"a\"]\n}")]
    [InlineData("p if {\n\tis_string(input.facts.role)\n\tnot startswith(lower(input.facts.role), \"x\")\n}")]
    [InlineData("p if {\n\tnamed\n\tnot input.facts.role in [\"a\"]\n}\nnamed if is_string(input.facts.role)")]
    [InlineData("p if not input.intent.type in [\"a\"]")]
    [InlineData("p if not f(data.given.limit)\nf(x) if x == 2")]
    [InlineData("p if not f(limits.limit)\nlimits := data.given\nf(x) if x == 2")]
    [InlineData("p if not f(1)\nf(x) if x == 2")]
    [InlineData("deny contains \"x\" if not input.facts.owner_active == true")]
    [InlineData("p if {\n\tsome x in [1, 2]\n\tnot x in {2}\n}")]
    [InlineData("p if not \"x\" in deny\ndeny contains \"y\" if input.intent.type == \"z\"")]
    [InlineData("p if not count([x | some x in input.facts.list]) == 0")]
    [InlineData("p if not object.get(input.facts, \"a\", true)")]
    public void NegationOfWhatIsProvenElsewhere_IsFine(string rules) => Assert.DoesNotContain(Findings(rules), finding => finding.Id == LintIds.Negation);

    [Theory]
    [InlineData("p if input.facts.amount < 10", "is_number(input.facts.amount)")]
    [InlineData("p if input.facts.amount >= 10", "is_number(input.facts.amount)")]
    [InlineData("p if 10 > input.facts.amount", "is_number(input.facts.amount)")]
    [InlineData("p if input.facts.day < \"2026-01-01\"", "is_string(input.facts.day)")]
    [InlineData("p if {\n\tamount := input.facts.amount\n\tamount < 10\n}", "is_number(amount)")]
    [InlineData("p if {\n\tsome x in input.facts.list\n\tx < 10\n}", "is_number(x)")]
    [InlineData("p if every x in input.facts.list { x < 10 }", "is_number(x)")]
    [InlineData("p if amount < 10\namount := input.facts.amount", "is_number(data.t.amount)")]
    [InlineData("p if below(input.facts.amount, 10)\nbelow(x, y) if x < y", "is_number(x)")]
    [InlineData("p if q(input.facts.amount)\nq(x) if below(x, 10)\nbelow(x, y) if x < y", "is_number(x)")]
    [InlineData("p if [x | some x in input.facts.list; x < 10]", "is_number(x)")]
    [InlineData("p := [input.facts.a < 10]", "is_number(input.facts.a)")]
    [InlineData("p if input.facts.a < input.facts.b", "is_number(input.facts.a) and is_number(input.facts.b)")]
    [InlineData("p if object.get(input.facts, \"a\", 0) < 10", "is_number(object.get(input.facts, \"a\", 0))")]
    [InlineData("p if {\n\tnot is_number(input.facts.amount)\n\tinput.facts.amount < 10\n}", "is_number(input.facts.amount)")]
    public void OrderOfAnUncheckedValue_IsFlagged(string rules, string guard)
    {
        var finding = Assert.Single(Findings(rules), finding => finding.Id == LintIds.Order);

        Assert.Equal($"Add {guard} to the same body.", finding.Mend);
        Assert.StartsWith(guard.Split(" and ")[0], finding.Replacement, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p if {\n\tis_number(input.facts.amount)\n\tinput.facts.amount < 10\n}")]
    [InlineData("p if {\n\tinput.facts.amount < 10\n\tis_number(input.facts.amount)\n}")]
    [InlineData("p if {\n\tamount := input.facts.amount\n\tis_number(amount)\n\tamount < 10\n}")]
    [InlineData("p if {\n\tis_number(input.facts.amount)\n\tamount := input.facts.amount\n\tamount < 10\n}")]
    [InlineData("p if {\n\ttype_name(input.facts.amount) == \"number\"\n\tinput.facts.amount < 10\n}")]
    [InlineData("p if {\n\tinput.facts.amount == floor(input.facts.amount)\n\tinput.facts.amount < 10\n}")]
    [InlineData("p if amount < 10\namount := input.facts.amount if is_number(input.facts.amount)")]
    [InlineData("default amount := 0\np if amount < 10\namount := input.facts.amount if is_number(input.facts.amount)")]
    [InlineData("p if {\n\tsound\n\tinput.facts.amount < 10\n}\nsound if is_number(input.facts.amount)")]
    [InlineData("p if {\n\tsound(input.facts.amount)\n\tinput.facts.amount < 10\n}\nsound(x) if is_number(x)")]
    [InlineData("p if below(input.facts.amount, 10)\nbelow(x, y) if {\n\tis_number(x)\n\tx < y\n}")]
    [InlineData("p if below(data.given.limit, 10)\nbelow(x, y) if x < y")]
    [InlineData("p if {\n\tis_number(input.facts.a)\n\tevery x in [1] { input.facts.a < x }\n}")]
    [InlineData("p if count(input.facts.list) > 3")]
    [InlineData("p if input.facts.a + 1 > 3")]
    [InlineData("p if time.parse_rfc3339_ns(input.now) < 5")]
    [InlineData("p if input.now < \"2027\"")]
    [InlineData("p if {\n\tsome x in [1, 2]\n\tx < 2\n}")]
    [InlineData("p if count(deny) > 0\ndeny contains x if some x in input.intent.type")]
    public void OrderOfACheckedValue_IsFine(string rules) => Assert.DoesNotContain(Findings(rules), finding => finding.Id == LintIds.Order);

    [Theory]
    [InlineData("deny contains \"x\" if input.facts.status == \"suspended\"", "input.facts.status")]
    [InlineData("deny if input.facts.status == \"suspended\"", "input.facts.status")]
    [InlineData("escalate contains \"x\" if input.facts.list[_] == 3", "input.facts.list")]
    [InlineData("deny contains \"x\" if some x in input.facts.list", "input.facts.list")]
    [InlineData("deny contains \"x\" if suspended\nsuspended if input.facts.status == \"suspended\"", "input.facts.status")]
    [InlineData("deny contains \"x\" if over(input.facts.amount)\nover(x) if x == 3", "input.facts.amount")]
    [InlineData("deny contains \"x\" if over(3)\nover(x) if x == input.facts.amount", "input.facts.amount")]
    [InlineData("deny contains sprintf(\"%v\", [input.facts.amount]) if input.intent.type == \"a\"", "input.facts.amount")]
    [InlineData("deny contains \"x\" if input.other.thing", "input.other.thing")]
    [InlineData("deny contains \"x\" if input.facts.n == 1\nescalate contains \"y\" if {\n\tinput.intent.type == \"other\"\n\tnot known\n}\nknown if input.facts.n == 0", "input.facts.n")]
    public void GuardingRuleOnAnOptionalInput_IsFlagged(string rules, string path)
    {
        var finding = Assert.Single(Findings(rules), finding => finding.Id == LintIds.OptionalInput);

        Assert.Contains($"does not fire when {path} is missing", finding.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deny contains \"x\" if input.intent.type == \"a\"")]
    [InlineData("deny contains \"x\" if input.intent")]
    [InlineData("allow if input.facts.status == \"active\"")]
    [InlineData("escalate contains \"x\" if not small\nsmall if input.facts.amount == 1")]
    [InlineData("deny contains \"x\" if object.get(input.facts, \"status\", \"suspended\") == \"suspended\"")]
    [InlineData("deny contains \"x\" if input.facts.n == 1\nescalate contains \"y\" if not known\nknown if input.facts.n == 0")]
    [InlineData("deny contains \"x\" if over(input.facts.n)\nescalate contains \"y\" if not under\nunder if is_number(input.facts.n)\nover(n) if n == 3")]
    [InlineData("deny contains \"x\" if {\n\tinput.intent.type == \"a\"\n\tinput.facts.n == 1\n}\nescalate contains \"y\" if {\n\tinput.intent.type == \"a\"\n\tnot known\n}\nknown if input.facts.n == 0")]
    [InlineData("default status := \"unknown\"\ndeny contains \"x\" if status == \"unknown\"\nstatus := input.facts.status")]
    [InlineData("deny contains \"x\" if count([1 | input.facts.status]) == 0")]
    [InlineData("deny contains r if some r in data.given.rules[input.intent.type]")]
    [InlineData("deny contains $\"about {input.facts.name}\" if input.intent.type == \"a\"")]
    public void GuardingRuleThatFiresAnyhow_IsFine(string rules) => Assert.DoesNotContain(Findings(rules), finding => finding.Id == LintIds.OptionalInput);

    [Theory]
    [InlineData("decision := \"allow\" if input.facts.x == 1", "when none of its branches holds")]
    [InlineData("decision := \"allow\" if input.facts.x == 1\nelse := \"deny\" if input.facts.x == 2", "when none of its branches holds")]
    [InlineData("decision := {\"to\": input.agent.owner}", "data.t.decision is undefined when input.agent.owner is")]
    [InlineData("decision := \"allow\" if input.facts.x == 1\nelse := {\"to\": owner}\nowner := input.agent.owner", "data.t.decision is undefined when data.t.owner is")]
    [InlineData("# METADATA\n# entrypoint: true\nanswer := 1 if input.facts.x == 1", "data.t.answer is undefined")]
    public void DecisionThatMayBeUndefined_IsFlagged(string rules, string sentence)
    {
        var finding = Assert.Single(Findings(rules), finding => finding.Id == LintIds.Decision);

        Assert.Contains(sentence, finding.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("default decision := \"escalate\"\ndecision := \"allow\" if input.facts.x == 1")]
    [InlineData("decision := \"allow\" if input.facts.x == 1\nelse := \"escalate\"")]
    [InlineData("decision := \"allow\" if input.facts.x == 1\nelse := {\"to\": owner}\ndefault owner := \"all\"\nowner := input.agent.owner")]
    [InlineData("decision := {\"of\": input.intent.type, \"n\": count(deny)}\ndeny contains 1 if input.facts.x == 1")]
    [InlineData("decision contains 1 if input.facts.x == 1")]
    [InlineData("other := 1 if input.facts.x == 1")]
    public void DecisionThatIsAlwaysThere_IsFine(string rules) => Assert.DoesNotContain(Findings(rules), finding => finding.Id == LintIds.Decision);

    [Fact]
    public void Finding_NamesRulePlaceAndMend()
    {
        var finding = Assert.Single(Findings("allow if {\n\tinput.intent.type == \"a\"\n\tnot trusted(input.user)\n}\n\ntrusted(user) if user == 1"));

        Assert.Equal(("negated-undefined", "data.t.allow", new SourcePosition("t.rego", 4, 2)), (finding.Id, finding.Rule, finding.Position));
        Assert.Equal("'not trusted(input.user)' is undefined, not true, when input.user is: it is evaluated before the negation, so without it the rule gives nothing.", finding.Sentence);
        Assert.Equal("not proven\n\nproven if trusted(input.user)", finding.Replacement);
    }

    [Theory]
    [InlineData("# lint:ignore untyped-order because the schema allows numbers only\np if input.facts.a < 1")]
    [InlineData("p if input.facts.a < 1 # lint:ignore untyped-order because the schema allows numbers only")]
    [InlineData("# lint:ignore untyped-order because the schema allows numbers only\n\n# A rule.\np if input.facts.a < 1")]
    public void CommentWithAReason_SilencesOneFinding(string rules)
    {
        var report = Lint(rules);

        Assert.Empty(report.Findings);
        Assert.Equal("the schema allows numbers only", Assert.Single(report.Silenced).Because);
    }

    [Theory]
    [InlineData("# lint:ignore untyped-order\np if input.facts.a < 1", 2)]
    [InlineData("# lint:ignore because I say so\np if input.facts.a < 1", 2)]
    [InlineData("# lint:ignore negated-undefined because I say so\np if input.facts.a < 1", 2)]
    [InlineData("# lint:ignore everything because I say so\np if input.facts.a < 1", 2)]
    [InlineData("# lint:ignore untyped-order because I say so\np if is_number(input.facts.a)", 1)]
    [InlineData("# lint:ignore untyped-order because I say so\np if {\n\tinput.facts.a < 1\n}", 2)]
    [InlineData("# lint:ignore untyped-order because I say so\np if [input.facts.a < 1, input.facts.b < 1]", 1)]
    public void CommentThatAnswersForNothing_SilencesNothing(string rules, int findings) => Assert.Equal(findings, Lint(rules).Findings.Count);

    [Fact]
    public void TestsDecideNothing_SoTheyAreNotChecked() =>
        Assert.Empty(Findings("test_a if not f(input.user)\nf(x) if x == 1\ntest_b if input.facts.a < 1"));

    [Fact]
    public void EquationsInACircle_EndAnyhow() =>
        Assert.NotEmpty(Findings("p if {\n\tx = y\n\ty = z\n\tz = x\n\tx = input.facts.a\n\t[q, r] = [r, x]\n\tq < 3\n}"));

    [Fact]
    public void ManyRulesAndLongBodies_TakeNoTime()
    {
        var chain = string.Concat(Enumerable.Range(0, 1000).Select(i => $"r{i} if {{\n\tr{i + 1}\n\tinput.facts.f{i} < {i}\n}}\n")) + "r1000 if input.facts.x == 1\n";
        var body = "long if {\n" + string.Concat(Enumerable.Range(0, 2000).Select(i => $"\tx{i} := input.facts.y{i}\n\tx{i} < 3\n")) + "}\n";
        var start = TimeProvider.System.GetTimestamp();

        Assert.Equal(3000, Findings(chain + body).Count(finding => finding.Id == LintIds.Order));
        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalSeconds, 0, 20);
    }

    [Fact]
    public void GeneratedModules_AreCheckedToTheEnd() =>
        Assert.NotEmpty(DifferentialTests.Modules().SelectMany(text => PolicyLint.Run(RegoPolicy.Compile([RegoModule.Parse("generated.rego", text)]), Options).Findings));

    [Fact]
    public void SamplePolicyOfTheReference_HasTheOneFindingThatIsMeant()
    {
        var text = """
            package intents

            # METADATA
            # entrypoint: true
            decision := {"effect": "deny", "reasons": sort(deny)} if {
            	count(deny) > 0
            } else := {"effect": "escalate", "escalation": escalation, "reasons": sort(escalate)} if {
            	count(escalate) > 0
            	not approved
            } else := {"effect": "allow", "grants": [g | some g in allow]} if {
            	count(allow) > 0
            } else := {"effect": "escalate", "escalation": escalation, "reasons": ["no rule allows this intent"]}

            allow contains grant if {
            	input.intent.type == "create-invoice"
            	amount < limit
            	input.facts.customer.status == "active"
            	grant := {"permission": "billing-write", "reason": sprintf("invoice of %v is below %v", [amount, limit])}
            }

            escalate contains "currency outside the approved list" if {
            	input.intent.type == "create-invoice"
            	not currency_approved
            }

            deny contains "agent is suspended" if input.agent.status == "suspended"

            amount := input.intent.params.amount if {
            	is_number(input.intent.params.amount)
            	input.intent.params.amount > 0
            }

            approved if input.approval.intent_digest == input.intent.digest

            currency_approved if input.intent.params.currency in data.limits.currencies

            limit := data.limits.billing.auto_approve_below

            escalation := [{"to": owner, "within_seconds": 900}]

            default owner := "group:agent-owners"

            owner := input.agent.owner
            """;
        var policy = RegoPolicy.Compile([RegoModule.Parse("intents.rego", text)], JsonReader.Read("""{"limits": {"billing": {"auto_approve_below": 2000}, "currencies": ["EUR"]}}"""));

        var finding = Assert.Single(PolicyLint.Run(policy, Options).Findings);

        Assert.Equal("'deny' does not fire when input.agent.status is missing.", finding.Sentence);
    }

    private static LintReport Lint(string rules) => PolicyLint.Run(Rego.Policy(rules, """{"given": {"limit": 3, "rules": {}}}"""), Options);

    private static IReadOnlyList<LintFinding> Findings(string rules) => Lint(rules).Findings;
}
