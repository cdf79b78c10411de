using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Rego;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Domain.Tests.Policy;

/// <summary>
/// The threshold table and the Rego bundle are asked the same: every combination of a value on either side of each limit, an unknown fact, and a fact of the wrong kind. What the host makes of
/// both answers must be equal in effect, risk, rules, grants, lifetime, requirement and escalation.
/// </summary>
public sealed class SamplePolicyDifferentialTests
{
    private static readonly DateTime Now = new(2026, 11, 22, 12, 0, 0, DateTimeKind.Utc);
    private static readonly string Policies = FolderOfPolicies();
    private static readonly ThresholdTable Table = ThresholdTable.Parse(File.ReadAllBytes(Path.Combine(Policies, "sample", "thresholds.json")), new PolicyBundleId("sha256:0", "", null));
    private static readonly RegoQuery Decision = Compile().Prepare("data.intents.decision");

    private static readonly Dictionary<string, string> PermissionOf = new()
    {
        ["payment.wire"] = "payments:execute",
        ["invoice.create"] = "invoices:create",
        ["user.deprovision"] = "directory:deprovision",
        ["permission.change"] = "directory:grant",
        ["schema.migrate"] = "schema:migrate",
        ["data.export"] = "data:export",
    };

    private static readonly object?[] Truths = [null, true, false];
    private static readonly object?[] Kinds = [1L, 0L, true, false, "true", "", "1"];

    [Fact]
    public void Payments_AreDecidedAlike() => Compare("payment.wire", 13122,
        (FactNames.Amount, [null, 0L, 99999L, 100000L, 999999L, 1000000L]),
        (FactNames.Currency, [null, "EUR", "JPY"]),
        (FactNames.RecipientKnown, Truths),
        (FactNames.RecipientSum24h, [null, 499999L, 500000L]),
        (FactNames.AgentSum24h, [null, 2499999L, 2500000L]),
        (FactNames.AgentCount1h, [null, 59L, 60L]),
        (FactNames.SuspiciousText, Truths),
        (FactNames.OwnerActive, Truths));

    [Fact]
    public void PaymentsWithFactsOfTheWrongKind_AreDecidedAlike()
    {
        (string Name, object?[] Values)[] usual =
        [
            (FactNames.Amount, [24000L]), (FactNames.Currency, ["EUR"]), (FactNames.RecipientKnown, [true]), (FactNames.RecipientSum24h, [24000L]), (FactNames.AgentSum24h, [24000L]),
            (FactNames.AgentCount1h, [1L]), (FactNames.SuspiciousText, [false]), (FactNames.OwnerActive, [true]),
        ];
        for (var i = 0; i < usual.Length; i++)
        {
            for (var j = i + 1; j < usual.Length; j++)
                Compare("payment.wire", Kinds.Length * Kinds.Length, [.. usual.Select((fact, at) => at == i || at == j ? (fact.Name, Kinds) : fact)]);
        }
    }

    [Fact]
    public void Invoices_AreDecidedAlike() => Compare("invoice.create", 1100,
        (FactNames.Amount, [null, 0L, 499999L, 500000L, 9000000000000L, .. Kinds[2..]]),
        (FactNames.Rows, [null, 0L, 9L, 10L, 100L, .. Kinds[2..]]),
        (FactNames.OwnerActive, [null, .. Kinds, 2L, "yes", "false"]));

    [Theory]
    [InlineData("user.deprovision")]
    [InlineData("permission.change")]
    [InlineData("schema.migrate")]
    public void TypesThatLookAtTheEnvironment_AreDecidedAlike(string type) => Compare(type, 104,
        (FactNames.Environment, [null, "prod", "dev", "staging", "qa", "Prod", .. Kinds]),
        (FactNames.OwnerActive, [null, .. Kinds]));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"parameters":null}""")]
    [InlineData("""{"parameters":[1000000]}""")]
    [InlineData("""{"parameters":{}}""")]
    [InlineData("""{"parameters":{"rows":null}}""")]
    [InlineData("""{"parameters":{"rows":true}}""")]
    [InlineData("""{"parameters":{"rows":"1000000"}}""")]
    [InlineData("""{"parameters":{"rows":[1000000]}}""")]
    [InlineData("""{"parameters":{"rows":{"value":1000000}}}""")]
    [InlineData("""{"parameters":{"rows":0.5}}""")]
    [InlineData("""{"parameters":{"rows":0}}""")]
    [InlineData("""{"parameters":{"rows":999999}}""")]
    [InlineData("""{"parameters":{"rows":1000000}}""")]
    [InlineData("""{"parameters":{"rows":9007199254740993}}""")]
    public void Exports_AreDecidedAlike(string intent) => Same("data.export", JsonNode.Parse(intent)!.AsObject(), new Facts(Now));

    [Fact]
    public void UnknownType_IsDecidedAlike() => Same("rocket.launch", [], new Facts(Now));

    private static void Compare(string type, int expected, params (string Name, object?[] Values)[] facts)
    {
        var asked = 0;
        foreach (var combination in Combinations(facts, 0))
        {
            Same(type, [], combination.Aggregate(new Facts(Now), With));
            asked++;
        }
        Assert.Equal(expected, asked);
    }

    private static IEnumerable<IEnumerable<(string Name, object? Value)>> Combinations((string Name, object?[] Values)[] facts, int from) =>
        from == facts.Length ? [[]] : facts[from].Values.SelectMany(value => Combinations(facts, from + 1).Select(rest => rest.Prepend((facts[from].Name, value))));

    private static Facts With(Facts facts, (string Name, object? Value) fact) => fact.Value switch
    {
        long number => facts.With(fact.Name, number),
        bool truth => facts.With(fact.Name, truth),
        string text => facts.With(fact.Name, text),
        _ => facts,
    };

    private static void Same(string type, JsonObject intent, Facts facts)
    {
        intent["type"] = type;
        var input = new PolicyInput(type, intent, [], facts, Now);
        var json = input.ToJson().ToJsonString();
        var result = Decision.Evaluate(new RegoInput(JsonReader.Read(json), new DateTimeOffset(Now)));

        var table = Shown(type, Table.Decide(input));
        var rego = Shown(type, result.Value is { } value ? JsonNode.Parse(JsonWriter.ToText(value))!.AsObject() : null);

        Assert.True(table == rego, $"{json}\ntable: {table}\nrego:  {rego}");
    }

    /// <summary>All of a verdict that has consequences. The sentences are compared as a set of rules: each rule has one.</summary>
    private static string Shown(string type, JsonObject? answer)
    {
        var permission = PermissionOf.GetValueOrDefault(type, "payments:execute");
        var verdict = SafetyNet.Check(answer, Risk.Routine, PermissionOf.Values.ToDictionary(name => name, _ => 900), new GrantTerm(permission, 300));
        return $"{verdict.Effect} {verdict.Risk} [{string.Join(' ', verdict.Rules.Order(StringComparer.Ordinal))}] {verdict.Reasons.Count} reasons [{string.Join(' ', verdict.Grants)}] {verdict.TtlSeconds} "
            + $"{verdict.Requirement} [{string.Join(' ', verdict.Escalation)}] [{string.Join(' ', verdict.Clamped)}] failed: {verdict.FailedClosed}";
    }

    private static RegoPolicy Compile()
    {
        var folder = Path.Combine(Policies, "rego");
        return RegoPolicy.Compile(
            Directory.EnumerateFiles(folder, "*.rego").Select(path => RegoModule.Parse(Path.GetFileName(path), File.ReadAllText(path, Encoding.UTF8))),
            JsonReader.Read(File.ReadAllText(Path.Combine(folder, "data.json"))));
    }

    private static string FolderOfPolicies()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); ; at = at.Parent!)
        {
            var path = Path.Combine(at.FullName, "assets", "policies");
            if (Directory.Exists(Path.Combine(path, "sample")))
                return path;
        }
    }
}
