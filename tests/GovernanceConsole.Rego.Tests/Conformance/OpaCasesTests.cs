using System.Text.Json;

namespace GovernanceConsole.Rego.Tests.Conformance;

/// <summary>OPA's own cases, which are not part of this repository: run where they lie beside it, skipped visibly elsewhere.</summary>
public sealed class OpaCasesTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Opas_own_cases_pass_but_for_the_listed_ones()
    {
        var file = SharedFile.Find("rego", "opa-cases.json");
        Assert.SkipWhen(file is null, "shared/rego/opa-cases.json is not beside this repository");
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(file!));
        var outcomes = document.RootElement.GetProperty("cases").EnumerateArray().Select(json => new OpaCase(json)).Select(one => (Case: one, Difference: one.Run())).ToList();
        foreach (var (one, difference) in outcomes.Where(outcome => outcome.Difference is not null)) output.WriteLine($"{one.Topic} | {one.Note} | {difference}");

        var passed = outcomes.Count(outcome => outcome.Difference is null);
        output.WriteLine($"{passed} of {outcomes.Count}");
        Assert.True(passed >= outcomes.Count * 0.98, $"only {passed} of {outcomes.Count} cases pass");

        var table = Path.Combine(SharedFile.Repository()!, "assets", "rego", "CONFORMANCE.md");
        if (Environment.GetEnvironmentVariable("GC_WRITE_CONFORMANCE") == "true") await File.WriteAllTextAsync(table, ConformanceReport.Write(outcomes, DifferentialTests.Count()));
        var claimed = ConformanceReport.Claimed(await File.ReadAllTextAsync(table));
        Assert.True(claimed <= passed, $"{table} claims {claimed} cases, {passed} pass; write it anew with GC_WRITE_CONFORMANCE=true");
    }
}
