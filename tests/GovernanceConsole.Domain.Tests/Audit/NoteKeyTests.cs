using System.Security.Cryptography;
using GovernanceConsole.Domain.Audit;

namespace GovernanceConsole.Domain.Tests.Audit;

public sealed class NoteKeyTests
{
    [Fact]
    public void CurveThePlatformHasNeverHeardOf_IsNoKeyAndNoException()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var spki = key.ExportSubjectPublicKeyInfo();
        // 1.2.840.10045.3.1.7 becomes 1.2.200.10045.3.1.7
        var at = spki.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03]);
        spki[at + 1] = 0x81;

        Assert.True(NoteKey.From("example.com/log", spki).IsRefused);
    }
}
