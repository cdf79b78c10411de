using System.Text;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Policy.Bench;
using GovernanceConsole.Features.Policy.Bundles;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Features.Policy.Bench;

/// <summary>Asking a version by hand: what it says, why, and that nothing else comes of it.</summary>
public sealed class TryDecisionTests
{
    [Fact]
    public async Task LargerAmount_IsAskedAbout_AndTheTraceSaysWhichConditionFailedWithWhatValue()
    {
        await using var town = await Town.Open();
        var (text, digest) = await Example(town, "payment.wire");

        var small = await Try(town, digest, text);
        var large = await Try(town, digest, text.Replace("\"amount\": 24000", "\"amount\": 250000", StringComparison.Ordinal));

        Assert.Equal((Effect.Allow, Effect.Escalate), (small.Verdict.Effect, large.Verdict.Effect));
        Assert.Equal(["payments.small"], small.Trace.Named.Where(r => r.Standing == RuleStanding.Decided).Select(r => r.Rule.Id));
        var medium = Assert.Single(large.Trace.Named, r => r.Standing == RuleStanding.Decided).Rule;
        Assert.Equal(("payments.medium", "finance", "payment.wire.rego"), (medium.Id, medium.Owner, medium.Position.File));
        var compared = Assert.Single(Failures(medium), failure => failure.Text.Plain == "number < limit");
        Assert.Equal([("number", "250000"), ("limit", "100000")], compared.Values.Select(value => (value.Name!, value.Text.Plain)).OrderByDescending(v => v.Item1, StringComparer.Ordinal));
        Assert.Equal("known.rego", compared.Position.File);
        Assert.True(large.Steps > 0);
    }

    [Fact]
    public async Task RecordedInput_IsDecidedTheSameAgain_AndOtherwiseOnceItIsChanged()
    {
        await using var town = await Town.Open();
        var intent = await town.Pending("2480.00");
        var bench = (await town.World.Get<ReadBench>().Handle(town.Ada.Actor, null, intent, null)).Value;

        var same = await Try(town, bench.Version.Digest, bench.Text, intent);
        var denied = await Try(town, bench.Version.Digest, bench.Text.Replace("\"agent_count_1h\": 1", "\"agent_count_1h\": 1000", StringComparison.Ordinal), intent);

        Assert.True(same.SameInput && VerdictChange.Alike(same.AsRecorded!, same.Verdict));
        Assert.Equal((false, "escalate → deny"), (denied.SameInput, VerdictChange.Kind(denied.AsRecorded!, denied.Verdict)));
    }

    [Fact]
    public async Task EveryExample_IsDecidedByTheSamplePolicyWithoutFailing()
    {
        await using var town = await Town.Open();
        var bench = (await town.World.Get<ReadBench>().Handle(town.Ada.Actor, null, null, null)).Value;

        Assert.Equal(6, bench.Examples.Count);
        foreach (var example in bench.Examples)
        {
            var trial = await Try(town, bench.Version.Digest, example.Text);
            Assert.True(trial is { KnownType: true, Verdict: { FailedClosed: false, Rules.Count: > 0 } }, example.Type);
        }
    }

    [Fact]
    public async Task SafetyNet_HasTheLastWord()
    {
        await using var town = await Town.Open();
        var generous = await TakenIn(town, """
            decision := {"effect": "allow", "risk": "routine", "reasons": ["Take it."], "rules": ["all"], "grants": [{"permission": "payments:execute", "ttl_seconds": 86400}], "ttl_seconds": 86400}
            """);
        var endless = await TakenIn(town, """
            decision := {"effect": "allow", "reasons": [sprintf("%d", [count({[a, b, c] | some a in numbers.range(1, 2000); some b in numbers.range(1, 2000); some c in numbers.range(1, 2000)})])]} if input.spin
            """, "test_it_decides if not data.intents.decision");
        var (text, _) = await Example(town, "payment.wire");

        var clamped = await Try(town, generous, text);
        var spent = await Try(town, endless, """{"spin": true}""");
        var undefined = await Try(town, endless, "{}");

        Assert.Contains(clamped.Verdict.Clamped, clamp => clamp.StartsWith("payments:execute: 86400 s cut to", StringComparison.Ordinal));
        Assert.Contains("risk raised from routine to elevated", clamped.Verdict.Clamped);
        Assert.Equal(Risk.Elevated, clamped.Floor);
        Assert.True(spent.Verdict.FailedClosed && spent.Verdict.Reasons[0].Contains("eval_cancel_error", StringComparison.Ordinal), spent.Verdict.Reasons[0]);
        Assert.True(undefined is { Verdict: { FailedClosed: true, Effect: Effect.Escalate }, KnownType: false, Answered.Count: 0 });
    }

    [Fact]
    public async Task WordsOfAnAgent_AreMadeVisibleInTheTrace()
    {
        await using var town = await Town.Open();
        var digest = await TakenIn(town, """
            decision := {"effect": "deny", "reasons": ["No."], "rules": []} if input.name == "Nordwind"
            """, "test_it_decides if data.intents.decision with input as {\"name\": \"Nordwind\"}");

        var trial = await Try(town, digest, "{\"name\": \"Nord\u202ewind\"}");

        var value = Failures(Assert.Single(trial.Trace.All)).SelectMany(failure => failure.Values).Select(v => v.Text.Plain).First();
        Assert.Equal("\"Nord\\u202ewind\"", value);
    }

    [Fact]
    public async Task Trial_LeavesNothingBehind()
    {
        await using var town = await Town.Open();
        await town.Pending();
        var (text, digest) = await Example(town, "payment.wire");
        await using var db = town.World.Read();
        var before = (db.LogEntries.Count(), db.PolicyDecisions.Count(), db.Intents.Count(), db.Grants.Count());

        await Try(town, digest, text);

        Assert.Equal(before, (db.LogEntries.Count(), db.PolicyDecisions.Count(), db.Intents.Count(), db.Grants.Count()));
    }

    [Fact]
    public async Task Permission_IsAskedInTheAct()
    {
        await using var town = await Town.Open();
        var (text, digest) = await Example(town, "payment.wire");
        var act = town.World.Get<TryDecision>();
        var ask = new TryDecisionCommand(digest, Encoding.UTF8.GetBytes(text));

        Assert.Equal("unauthenticated", (await act.Handle(Actor.Nobody, ask)).Refusal?.Code);
        Assert.Equal("not_allowed", (await act.Handle(Actor.Agent(town.Clerk.Id), ask)).Refusal?.Code);
        Assert.Null((await act.Handle(town.Mei.Actor, ask)).Refusal);
        Assert.Equal("policy.unknown_bundle", (await act.Handle(town.Ada.Actor, ask with { Digest = "sha256:00" })).Refusal?.Code);
        Assert.Equal("policy.trial_input", (await act.Handle(town.Ada.Actor, ask with { Input = "{"u8.ToArray() })).Refusal?.Code);
    }

    [Fact]
    public async Task RecordedInput_IsOpenedByOperatorsAndAuditorsOnly()
    {
        await using var town = await Town.Open();
        var intent = await town.Pending();
        var read = town.World.Get<ReadBench>();

        var asAuditor = (await read.Handle(town.Ada.Actor, null, intent, null)).Value;
        var asApprover = (await read.Handle(town.Mei.Actor, null, intent, null)).Value;
        var unknown = (await read.Handle(town.World.Olga.Actor, null, "int_nothing", null)).Value;

        Assert.Equal((intent, asAuditor.Version.Digest), (asAuditor.Recorded?.IntentId, asAuditor.Recorded?.DecidedBy));
        Assert.Contains("Nordwind GmbH", asAuditor.Text, StringComparison.Ordinal);
        Assert.Equal((null, "policy.not_recorded", false), (asApprover.Recorded, asApprover.Refused?.Code, asApprover.ReaderOpensRecords));
        Assert.DoesNotContain(town.Clerk.Id, asApprover.Text, StringComparison.Ordinal);
        Assert.Equal(("payment.wire", "policy.not_recorded"), (unknown.Example, unknown.Refused?.Code));
        Assert.Null((await town.World.Get<TryDecision>().Handle(town.Mei.Actor, new TryDecisionCommand(asApprover.Version.Digest, Encoding.UTF8.GetBytes(asAuditor.Text), intent))).Value.AsRecorded);
        Assert.Equal("unauthenticated", (await read.Handle(Actor.Nobody, null, null, null)).Refusal?.Code);
    }

    private static IEnumerable<TraceFailure> Failures(TraceRule rule) => rule.Failures.Concat(rule.Asked.SelectMany(Failures));

    private static async Task<Trial> Try(Town town, string digest, string input, string? intent = null)
    {
        var answer = await town.World.Get<TryDecision>().Handle(town.Ada.Actor, new TryDecisionCommand(digest, Encoding.UTF8.GetBytes(input), intent));
        Assert.Null(answer.Refusal);
        return answer.Value;
    }

    private static async Task<(string Text, string Digest)> Example(Town town, string type)
    {
        var bench = (await town.World.Get<ReadBench>().Handle(town.Ada.Actor, null, null, type)).Value;
        return (bench.Text, bench.Version.Digest);
    }

    private static async Task<string> TakenIn(Town town, string rules, string? tests = null)
    {
        var files = tests is null ? TestBundle.Of(rules) : TestBundle.Of(rules, tests);
        Assert.Null((await town.World.Get<ImportBundle>().Handle(town.World.Olga.Actor, files, "upload", null)).Refusal);
        return files.Digest;
    }
}
