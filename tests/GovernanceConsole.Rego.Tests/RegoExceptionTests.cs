using GovernanceConsole.Rego;

namespace GovernanceConsole.Rego.Tests;

public sealed class RegoExceptionTests
{
    [Fact]
    public void Place_code_and_sentence_are_named()
    {
        var error = new RegoException(RegoErrorCodes.Parse, "expected '}'.", new SourcePosition("a.rego", 3, 7));
        Assert.Equal("a.rego:3:7: rego_parse_error: expected '}'.", error.Message);
        Assert.Equal("expected '}'.", error.Reason);
    }

    [Fact]
    public void Without_a_place_the_code_stands_first() =>
        Assert.Equal("eval_cancel_error: stopped.", new RegoException(RegoErrorCodes.Cancelled, "stopped.").Message);
}
