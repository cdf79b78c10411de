using GovernanceConsole.Rego.Syntax;
using GovernanceConsole.Rego.Testing;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Tests.Policies;

/// <summary>The shipped sample policy: its own tests, and what its authors promise to whoever reads a decision.</summary>
public sealed class SamplePolicyTests
{
    public static TheoryData<string> Types => new(SampleBundle.TypeModules.Select(module => module.Package[^1]));

    [Fact]
    public void OwnTests_HoldAndReachEveryLine()
    {
        var report = TestRunner.Run(SampleBundle.Policy.Modules, SampleBundle.Data, new RegoInput(null, Rego.Now));

        Assert.Empty(report.Results.Where(result => result.Outcome != TestOutcome.Passed).Select(result => $"{result.Name}: {result.Error?.Message ?? string.Join("; ", result.Failures)}"));
        Assert.Empty(report.Coverage.Files.SelectMany(file => file.Missed.Select(line => $"{file.File}:{line}")));
        Assert.InRange(report.Passed, 60, int.MaxValue);
    }

    [Fact]
    public void SixTypes_HaveRulesLimitsAndTests()
    {
        string[] shipped = ["data.export", "invoice.create", "payment.wire", "permission.change", "schema.migrate", "user.deprovision"];

        Assert.Equal(shipped, SampleBundle.TypeModules.Select(module => module.Package[^1]).Order(StringComparer.Ordinal));
        Assert.Equal(shipped, ((ObjectValue)SampleBundle.Data["limits"]!).AsEnumerable().Select(member => ((StringValue)member.Key).Text));
        Assert.All(shipped, type => Assert.Contains(SampleBundle.Policy.Modules, module => module.Name == $"{type}_test.rego"));
    }

    [Fact]
    public void Roots_HoldEveryPackageAndAllData()
    {
        var roots = ((ArrayValue)SampleBundle.Manifest["roots"]!).Items.ToArray().Select(root => ((StringValue)root).Text).ToList();

        Assert.All(SampleBundle.Policy.Modules, module => Assert.Contains(module.Syntax.Package[0], roots));
        Assert.All(SampleBundle.Data.AsEnumerable(), member => Assert.Contains(((StringValue)member.Key).Text, roots));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void DecidingRule_SaysItsTitleItsOwnerAndTheIdItAnswersWith(string type)
    {
        var module = SampleBundle.TypeModules.Single(m => m.Package[^1] == type);

        Assert.NotNull(module.Annotations?.Title);
        Assert.All(SampleBundle.DecidingRules(module), rule =>
        {
            Assert.False(string.IsNullOrWhiteSpace(rule.Annotations?.Title), $"{rule.Position}: no title");
            Assert.False(string.IsNullOrWhiteSpace(rule.Annotations?.Owner), $"{rule.Position}: no owner");
            Assert.Equal(rule.Annotations?.Id, Answered(module, rule)["id"]);
        });
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void DecidingRule_AnswersWithConstantsOnly(string type)
    {
        // A head that may be undefined is a rule that may silently not match.
        string[] known = ["id", "quorum", "reason", "risk", "to"];
        string[] risks = ["routine", "elevated", "high", "critical"];
        var module = SampleBundle.TypeModules.Single(m => m.Package[^1] == type);

        Assert.All(SampleBundle.DecidingRules(module), rule =>
        {
            var answer = Answered(module, rule);
            Assert.Subset(known.ToHashSet(), answer.Keys.ToHashSet());
            Assert.NotEmpty(answer["reason"]);
            if (answer.TryGetValue("risk", out var risk))
                Assert.Contains(risk, risks);
        });
    }

    [Theory]
    [InlineData("finance", "payments.burst", "payments.currency", "payments.large", "payments.split", "payments.first-time", "payments.agent-sum", "payments.small", "payments.medium",
        "invoices.large", "invoices.batch", "invoices.small")]
    [InlineData("security", "payments.lookalike", "directory.deprovision", "permissions.production", "permissions.elsewhere", "exports.bulk", "exports.default")]
    [InlineData("platform", "schema.production", "schema.elsewhere")]
    public void Owner_AnswersForTheseRules(string owner, params string[] ids) =>
        Assert.Equal(ids.ToHashSet(), SampleBundle.TypeModules.SelectMany(SampleBundle.DecidingRules).Where(rule => rule.Annotations?.Owner == owner).Select(rule => rule.Annotations!.Id!).ToHashSet());

    /// <summary>What a rule puts into its set: written in its head, or as a rule of the file that the head names. Fails for anything but constants.</summary>
    private static Dictionary<string, string> Answered(Module module, Rule rule)
    {
        var member = rule.Head.Member is VariableTerm name ? module.Rules.Single(named => named.Name == name.Name && !named.HasBody).Head.Value : rule.Head.Member;
        return Assert.IsType<ObjectTerm>(member).Entries.ToDictionary(entry => Text(entry.Key), entry => Text(entry.Value));

        static string Text(Term term) => Assert.IsType<ConstantTerm>(term).Value is StringValue text ? text.Text : ((ConstantTerm)term).Value.ToString();
    }
}
