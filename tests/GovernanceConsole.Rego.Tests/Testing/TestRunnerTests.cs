using GovernanceConsole.Rego.Testing;

namespace GovernanceConsole.Rego.Tests.Testing;

public sealed class TestRunnerTests
{
    private static readonly RegoInput Input = new(null, Rego.Now);

    private const string Policy = """
        package shop

        allow if {
          input.amount < 10
          input.country in {"DE", "AT"}
        }

        fee := 1 if {
          input.amount < 5
        } else := 2

        names := [name |
          some name in input.names
          name != ""
        ]
        """;

    [Fact]
    public void Tests_pass_fail_err_or_wait()
    {
        var report = Run("""
            package shop_test
            import data.shop
            test_small if shop.allow with input as {"amount": 5, "country": "DE"}
            test_large if {
              print("large")
              shop.allow with input as {"amount": 50, "country": "DE"}
            }
            test_false := false
            test_conflict := x if some x in [1, 2]
            todo_test_later if false
            """);
        Assert.Equal([TestOutcome.Passed, TestOutcome.Failed, TestOutcome.Failed, TestOutcome.Error, TestOutcome.Skipped], report.Results.Select(result => result.Outcome));
        Assert.Equal("data.shop_test.test_large", report.Results[1].Name);
        Assert.Equal(["large"], report.Results[1].Printed);
        Assert.StartsWith("shop.allow with input", Assert.Single(report.Results[1].Failures).Text, StringComparison.Ordinal);
        Assert.Equal(RegoErrorCodes.Conflict, report.Results[3].Error?.Code);
        Assert.False(report.IsGreen);
    }

    [Fact]
    public void Lines_that_no_test_reaches_are_named()
    {
        var report = Run("package shop_test\ntest_small if data.shop.allow with input as {\"amount\": 5, \"country\": \"DE\"}\ntest_fee if data.shop.fee == 2 with input as {\"amount\": 5}");
        Assert.True(report.IsGreen);
        var file = Assert.Single(report.Coverage.Files);
        Assert.Equal("shop.rego", file.File);
        Assert.Equal([8, 12, 13, 14], file.Missed);
        Assert.Equal(100.0 * 5 / 9, report.Coverage.Percent, 5);
    }

    [Fact]
    public void Without_tests_nothing_is_green() => Assert.False(Run("package shop_test").IsGreen);

    [Fact]
    public void A_change_that_no_test_notices_survives()
    {
        RegoModule[] modules = [RegoModule.Parse("shop.rego", "package shop\nallow if {\n  input.amount < 10\n  not input.blocked\n}"), RegoModule.Parse("shop_test.rego", """
            package shop_test
            test_small if data.shop.allow with input as {"amount": 5}
            test_large if not data.shop.allow with input as {"amount": 11}
            """)];
        var report = MutationCheck.Run(modules, null, Input);
        Assert.Equal(["< to <=", "10 to 11", "not to "], report.Mutants.Select(mutant => $"{mutant.Original} to {mutant.Replacement}"));
        Assert.Equal([false, false, true], report.Mutants.Select(mutant => mutant.Killed));
        Assert.Equal((1, 2), (report.Killed, report.Survivors.Count()));
    }

    private static TestReport Run(string tests) => TestRunner.Run([RegoModule.Parse("shop.rego", Policy), RegoModule.Parse("shop_test.rego", tests)], null, Input);
}
