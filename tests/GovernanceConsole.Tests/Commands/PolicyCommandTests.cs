namespace GovernanceConsole.Tests.Commands;

/// <summary><c>policy check</c> and <c>policy test</c>, and what the command line itself refuses.</summary>
public sealed class PolicyCommandTests
{
    private const string Policy = """
        package shop

        default allow := false

        allow if {
        	is_number(input.amount)
        	input.amount < 10
        }

        allow if input.owner == "ada"
        """;

    private const string Tests = """
        package shop_test

        import data.shop

        test_small if shop.allow with input as {"amount": 9}

        test_large if not shop.allow with input as {"amount": 11}
        """;

    [Theory]
    [InlineData("", 2, "policy check <folder>")]
    [InlineData("frobnicate", 2, "'frobnicate' is no policy command")]
    [InlineData("check", 2, "policy check takes one folder.")]
    [InlineData("check|@|@", 2, "policy check takes one folder.")]
    [InlineData("check|@nowhere", 2, "'@nowhere' is no folder.")]
    [InlineData("check|@shop.rego", 2, "'@shop.rego' is no folder.")]
    [InlineData("check|@|--mutate", 2, "--mutate belongs to policy test.")]
    [InlineData("eval|1|--mutate", 2, "--mutate belongs to policy test.")]
    [InlineData("test|@|--query|1", 2, "belong to policy eval")]
    public void MisusedCommandLine_SaysHowItIsMeant(string words, int exitCode, string sentence)
    {
        using var desk = new PolicyDesk(("shop.rego", Policy));

        var (code, output, error) = desk.Run(words.Length == 0 ? [] : words.Split('|'));

        Assert.Equal((exitCode, ""), (code, output));
        Assert.Contains(sentence, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("eval|--help")]
    [InlineData("test|-h")]
    public void Help_IsNoFault(string words)
    {
        using var desk = new PolicyDesk();

        var (code, output, error) = desk.Run(words.Split('|'));

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("Exit codes", output, StringComparison.Ordinal);
    }

    [Fact]
    public void FolderThatCompiles_IsFine()
    {
        using var desk = new PolicyDesk(("a/shop.rego", Policy), ("b/shop_test.rego", Tests));

        var (code, output, error) = desk.Run(["check", "@"]);

        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith("2 files, 5 rules", output, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatFailsOpen_IsAWarningWithItsMend_AndASilencedOneIsListed()
    {
        using var desk = new PolicyDesk(("shop.rego", """
            package shop

            deny contains "too much" if input.amount > 10

            # lint:ignore negated-undefined because the shop knows every customer
            allow if not known(input.customer)

            known(customer) if customer in data.customers
            """), ("data.json", """{"customers": []}"""));

        var (code, output, error) = desk.Run(["check", "@"]);

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("@shop.rego:3:29: untyped-order: data.shop.deny: 'input.amount > 10' orders", output, StringComparison.Ordinal);
        Assert.Contains("    is_number(input.amount)\n", output, StringComparison.Ordinal);
        Assert.Contains("@shop.rego:3:29: optional-input: data.shop.deny: 'deny' does not fire when input.amount is missing.", output, StringComparison.Ordinal);
        Assert.Contains("@shop.rego:6:10: negated-undefined: silenced because the shop knows every customer\n", output, StringComparison.Ordinal);
        Assert.Contains("2 warnings, 1 silenced.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p if x == 1", "@shop.rego:3:6: rego_unsafe_var_error: ")]
    [InlineData("p if {", "rego_parse_error: ")]
    [InlineData("p if count(1, 2)", "rego_type_error: ")]
    public void FolderWithAMistake_NamesItsPlace(string rule, string sentence)
    {
        using var desk = new PolicyDesk(("shop.rego", $"package shop\n\n{rule}\n"));

        var (code, _, error) = desk.Run(["check", "@"]);

        Assert.Equal(1, code);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check", "there is no .rego file in it.")]
    [InlineData("test", "there is no test in it")]
    public void EmptyFolder_ProvesNothing(string command, string sentence)
    {
        using var desk = new PolicyDesk(("data.json", "{}"));

        var (code, _, error) = desk.Run([command, "@"]);

        Assert.Equal(1, code);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
    }

    [Fact]
    public void GreenTests_TellWhatTheyReach()
    {
        using var desk = new PolicyDesk(("shop.rego", Policy), ("shop_test.rego", Tests));

        var (code, output, error) = desk.Run(["test", "@"]);

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("2 of 2 tests passed.", output, StringComparison.Ordinal);
        Assert.Contains("@shop.rego", output, StringComparison.Ordinal);
        Assert.DoesNotContain("shop_test.rego", output, StringComparison.Ordinal);
    }

    [Fact]
    public void RedTest_SaysWhichConditionFailed()
    {
        using var desk = new PolicyDesk(("shop.rego", Policy), ("shop_test.rego", Tests + "\ntest_wrong if shop.allow with input as {\"amount\": 10}\n"));

        var (code, output, error) = desk.Run(["test", "@"]);

        Assert.Equal(1, code);
        Assert.Contains("2 of 3 tests passed.", output, StringComparison.Ordinal);
        Assert.Contains("@shop_test.rego:8:1: data.shop_test.test_wrong failed.", error, StringComparison.Ordinal);
        Assert.Contains("shop.allow with input as", error, StringComparison.Ordinal);
    }

    [Fact]
    public void TestThatErrs_IsRed()
    {
        using var desk = new PolicyDesk(("t.rego", "package t\n\nboth := x if some x in [1, 2]\n\ntest_both if both\n"));

        var (code, _, error) = desk.Run(["test", "@"]);

        Assert.Equal(1, code);
        Assert.Contains("eval_conflict_error", error, StringComparison.Ordinal);
    }

    [Fact]
    public void SurvivingMutant_IsToldWithItsPlace()
    {
        using var desk = new PolicyDesk(("shop.rego", Policy), ("shop_test.rego", Tests));

        var (code, output, _) = desk.Run(["test", "@", "--mutate"]);

        Assert.Equal(0, code);
        Assert.Contains("@shop.rego:7:15: no test notices when < becomes <=.", output, StringComparison.Ordinal);
        Assert.Contains("changes are noticed.", output, StringComparison.Ordinal);
    }
}
