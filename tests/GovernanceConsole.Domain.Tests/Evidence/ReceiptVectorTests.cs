using GovernanceConsole.Domain.Evidence;

namespace GovernanceConsole.Domain.Tests.Evidence;

/// <summary>The example of the receipt's specification, made once and kept: every later verifier must still accept it.</summary>
public sealed class ReceiptVectorTests
{
    [Fact]
    public void ExampleOfTheSpecification_Holds()
    {
        var receipt = ReceiptReader.Read(File.ReadAllBytes(Path.Combine(Repository.Root, "assets/vectors/receipt-v1.json"))).Value;

        var verdict = ReceiptVerification.Verify(receipt);

        Assert.Empty(verdict.Checks.Where(check => check.State == CheckState.Failed).Select(check => check.Name));
        Assert.Equal(2, receipt.Approvals.Count);
        Assert.NotNull(receipt.Grant?.RedeemedAt);
    }
}
