using FsCheck;
using FsCheck.Fluent;
using GovernanceConsole.Domain.Approvals.WebAuthn;

namespace GovernanceConsole.Domain.Tests.Approvals.WebAuthn;

public sealed class CborTests
{
    [Theory]
    [InlineData("00", 0)]
    [InlineData("17", 23)]
    [InlineData("1818", 24)]
    [InlineData("190100", 256)]
    [InlineData("1a00010000", 65536)]
    [InlineData("1b0000000100000000", 4294967296)]
    [InlineData("20", -1)]
    [InlineData("390100", -257)]
    public void Integer_IsRead(string hex, long value)
    {
        Assert.True(Cbor.TryReadAll(Convert.FromHexString(hex), out var read));
        Assert.Equal(new CborInteger(value), read);
    }

    [Theory]
    [InlineData("", "nothing")]
    [InlineData("1817", "an integer longer than it need be")]
    [InlineData("1900ff", "an integer longer than it need be")]
    [InlineData("1a0000ffff", "an integer longer than it need be")]
    [InlineData("1b00000000ffffffff", "an integer longer than it need be")]
    [InlineData("1bffffffffffffffff", "an integer beyond 63 bits")]
    [InlineData("3bffffffffffffffff", "an integer beyond 63 bits")]
    [InlineData("1c", "a reserved length")]
    [InlineData("5f4100ff", "an indefinite byte string")]
    [InlineData("9f00ff", "an indefinite array")]
    [InlineData("bf0000ff", "an indefinite map")]
    [InlineData("c000", "a tag")]
    [InlineData("f90000", "a float")]
    [InlineData("fb0000000000000000", "a float")]
    [InlineData("f7", "undefined")]
    [InlineData("f8ff", "a simple value")]
    [InlineData("ff", "a break")]
    [InlineData("4200", "bytes that end early")]
    [InlineData("61ff", "text that is not UTF-8")]
    [InlineData("61", "text that ends early")]
    [InlineData("8200", "an array that ends early")]
    [InlineData("9bffffffffffffffff", "an array of a lying length")]
    [InlineData("bbffffffffffffffff", "a map of a lying length")]
    [InlineData("5bffffffffffffffff", "bytes of a lying length")]
    [InlineData("a2000000", "a map that ends early")]
    [InlineData("a200000000", "a key twice")]
    [InlineData("a201000000", "keys out of order")]
    [InlineData("a2616100000000", "a text key before a number")]
    [InlineData("a26261610061620000", "a longer key before a shorter")]
    [InlineData("a1400000", "a key of bytes")]
    [InlineData("818181818100", "five levels")]
    [InlineData("0000", "a second item")]
    public void AnythingElse_IsNoItem(string hex, string because) =>
        Assert.False(Cbor.TryReadAll(Convert.FromHexString(hex), out _), because);

    [Fact]
    public void ItemWithMoreBehind_SaysWhereItEnds()
    {
        Assert.True(Cbor.TryRead(Convert.FromHexString("a10126ffff"), out var value, out var length));

        Assert.Equal(3, length);
        Assert.True(value is CborMap map && map.TryGet<CborInteger>(1, out var algorithm) && algorithm.Value == -7);
    }

    [Fact]
    public void AnyBytes_AreAnsweredWithoutThrowing() =>
        Prop.ForAll((byte[] bytes) => Cbor.TryRead(bytes, out var value, out var length) == value is not null && length <= bytes.Length).QuickCheckThrowOnFailure();

    [Fact]
    public void AnyBytesInPlaceOfAResponse_AreRefusedWithoutThrowing() =>
        Prop.ForAll((byte[] bytes) => AssertionResponse.Read(bytes).IsRefused && RegistrationResponse.Read(bytes).IsRefused && ClientData.Read(bytes).IsRefused
            && CoseKey.Read(bytes).IsRefused && (AuthenticatorData.Read(bytes).IsRefused || bytes.Length >= 37)).QuickCheckThrowOnFailure();

    [Fact]
    public void DeepNesting_EndsAtTheFifthLevel() => Assert.False(Cbor.TryReadAll(Enumerable.Repeat((byte)0x81, 100_000).ToArray(), out _));
}
