using System.Text;
using GovernanceConsole.Domain.Approvals.WebAuthn;

namespace GovernanceConsole.Domain.Tests.Approvals.WebAuthn;

public sealed class ClientDataTests
{
    [Fact]
    public void UnknownMembers_AreIgnored()
    {
        var data = Read("""{"type":"webauthn.get","challenge":"AAEC","origin":"https://gov.example","tokenBinding":{"status":"supported"},"x":[1]}""").Value;

        Assert.Equal([0, 1, 2], data.Challenge);
        Assert.False(data.CrossOrigin);
        Assert.Null(data.TopOrigin);
    }

    [Theory]
    [InlineData("""[]""")]
    [InlineData("""{"challenge":"AAEC","origin":"o"}""")]
    [InlineData("""{"type":1,"challenge":"AAEC","origin":"o"}""")]
    [InlineData("""{"type":"t","challenge":"AAE=","origin":"o"}""")]
    [InlineData("""{"type":"t","challenge":"AA EC","origin":"o"}""")]
    [InlineData("""{"type":"t","challenge":"AAF","origin":"o"}""")]
    [InlineData("""{"type":"t","challenge":"+/+/","origin":"o"}""")]
    [InlineData("""{"type":"t","challenge":"A","origin":"o"}""")]
    [InlineData("""{"type":"t","challenge":"AAEC"}""")]
    [InlineData("""{"type":"t","challenge":"AAEC","origin":null}""")]
    [InlineData("""{"type":"t","challenge":"AAEC","origin":"\ud800"}""")]
    [InlineData("""{"type":"t","challenge":"AAEC","origin":"o","origin":"p"}""")]
    [InlineData("""{"type":"t","challenge":"AAEC","origin":"o","crossOrigin":"false"}""")]
    [InlineData("""{"type":"t","challenge":"AAEC","origin":"o","crossOrigin":null}""")]
    [InlineData("""{"type":"t","challenge":"AAEC","origin":"o","topOrigin":7}""")]
    [InlineData("""{"type":"t","challenge":"AAEC","origin":"o"} x""")]
    public void WhatItNeeds_IsReadStrictly(string json) => Assert.Equal("webauthn.client_data", Read(json).Refusal?.Code);

    [Fact]
    public void TextThatIsNotUtf8_IsRefused() =>
        Assert.True(ClientData.Read([.. """{"type":"t","challenge":"AAEC","origin":"""u8, (byte)'"', 0xff, .. "\"}"u8]).IsRefused);

    private static Outcome<ClientData> Read(string json) => ClientData.Read(Encoding.UTF8.GetBytes(json));
}
