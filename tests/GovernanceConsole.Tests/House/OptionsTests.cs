using System.Text.Json;
using GovernanceConsole.Features.BreakGlass;
using GovernanceConsole.Features.Notifications;
using GovernanceConsole.Features.Oversight;
using GovernanceConsole.Features.Policy;
using GovernanceConsole.Features.Tokens;
using GovernanceConsole.Platform.Startup;
using Microsoft.Extensions.Configuration;

namespace GovernanceConsole.Tests.House;

/// <summary>The sample documents every option with its default, and a start with wrong options names them all.</summary>
public sealed class OptionsTests
{
    private static readonly string Sample = Path.Combine(Source.Root, "appsettings.sample.json");

    private const string Key = """{"kty":"EC","crv":"P-256","x":"WKn-ZIGevcwGIyyrzFoZNBdaq9_TsqzGl96oc0CWuis","y":"y77t-RvAHRKTsSGdIYUfweuOvwrvDD-Q3Hv5J0fSKbE"}""";

    public static TheoryData<string, Type> Sections => new()
    {
        { BreakGlassOptions.Section, typeof(BreakGlassOptions) },
        { ConsoleOptions.Section, typeof(ConsoleOptions) },
        { OversightOptions.Section, typeof(OversightOptions) },
        { PolicyOptions.Section, typeof(PolicyOptions) },
        { TokensOptions.Section, typeof(TokensOptions) },
        { NotificationsOptions.Section, typeof(NotificationsOptions) },
    };

    [Theory]
    [MemberData(nameof(Sections))]
    public void Sample_NamesEveryOptionWithItsDefault(string section, Type type)
    {
        using var sample = JsonDocument.Parse(File.ReadAllBytes(Sample), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        var stated = sample.RootElement.GetProperty(section).EnumerateObject().ToDictionary(m => m.Name, m => JsonSerializer.Serialize(m.Value));
        var defaults = Activator.CreateInstance(type)!;

        Assert.Equal(type.GetProperties().ToDictionary(p => p.Name, p => JsonSerializer.Serialize(p.GetValue(defaults))), stated);
    }

    [Fact]
    public void Sample_KnowsEveryOptionsTypeOfTheConsole()
    {
        var types = typeof(ConsoleOptions).Assembly.GetTypes().Where(t => t.GetField("Section") is { IsLiteral: true }).Select(t => t.Name);

        Assert.Equal(Sections.Select(row => row.Data.Item2.Name).Order(StringComparer.Ordinal), types.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Sample_Binds()
    {
        var configuration = new ConfigurationBuilder().AddJsonFile(Sample).Build();
        var wrong = new List<string>();

        OptionsCheck.Read<ConsoleOptions>(configuration, ConsoleOptions.Section, wrong);
        OptionsCheck.Read<TokensOptions>(configuration, TokensOptions.Section, wrong);
        OptionsCheck.Read<BreakGlassOptions>(configuration, BreakGlassOptions.Section, wrong);
        OptionsCheck.Read<PolicyOptions>(configuration, PolicyOptions.Section, wrong);
        OptionsCheck.Read<NotificationsOptions>(configuration, NotificationsOptions.Section, wrong);
        OptionsCheck.Read<OversightOptions>(configuration, OversightOptions.Section, wrong);

        Assert.Empty(wrong);
    }

    [Fact]
    public void SeveralWrongOptions_AreAllNamedAtOnce()
    {
        var refused = Assert.Throws<StartRefused>(() => ConsoleHost.Build(
        [
            "--urls", "http://localhost:0", "--Console:Issuer", "ftp://console.example", "--Console:Origins:0", "https://console.example/", "--Console:PolicyFolder", "/nowhere/at/all",
            "--Console:IntentTypesFolder", "/nowhere/else", "--Console:LogOrigin", "a log", "--Console:DatFolder", "x", "--Tokens:KeyDays", "0", "--Tokens:Burst", "many", "--Tokens:ConsoleTokenSeconds", "86400",
            "--Policy:Engine", "cedar", "--Policy:Shadow", "opa", "--Policy:OpaTokenFile", "/nowhere/token", "--Policy:TimeoutMilliseconds", "0", "--Policy:Retries", "3",
        ]));

        foreach (var name in new[] { "Console:Issuer", "Console:Origins", "Console:PolicyFolder", "Console:IntentTypesFolder", "Console:LogOrigin", "Console:DatFolder", "Tokens:KeyDays", "Tokens:Burst", "Tokens:ConsoleTokenSeconds",
            "Policy:Engine", "Policy:OpaUrl", "Policy:OpaTokenFile", "Policy:TimeoutMilliseconds", "Policy:Retries" })
            Assert.Contains(refused.Reasons, reason => reason.StartsWith(name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("http://console.example")]
    [InlineData("https://console.example/?a=b")]
    public void OddIssuer_IsNamed(string issuer)
    {
        var refused = Assert.Throws<StartRefused>(() => ConsoleHost.Build(["--urls", "http://localhost:0", "--Console:Issuer", issuer]));

        Assert.Contains(refused.Reasons, reason => reason.StartsWith("Console:Issuer", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Policy:OpaUrl", "--Policy:Engine", "opa")]
    [InlineData("Policy:OpaUrl", "--Policy:OpaUrl", "http://opa.example:8181")]
    [InlineData("Policy:OpaUrl", "--Policy:OpaUrl", "https://user:word@opa.example")]
    [InlineData("Policy:OpaUrl", "--Policy:OpaUrl", "localhost:8181")]
    [InlineData("Policy:Shadow", "--Policy:Shadow", "embedded")]
    [InlineData("Policy:Shadow", "--Policy:Engine", "opa", "--Policy:Shadow", "opa", "--Policy:OpaUrl", "http://localhost:8181")]
    [InlineData("Policy:Shadow", "--Policy:Shadow", " ")]
    [InlineData("Policy:BundleKeys", "--Policy:RequireSignedBundles", "true")]
    [InlineData("Policy:BundleKeys:0", "--Policy:BundleKeys:0:PublicKey", "/nowhere/key.pem")]
    [InlineData("Policy:BundleKeys:0", "--Policy:BundleKeys:0:KeyId", "release")]
    [InlineData("Policy:BundleKeys:0", "--Policy:BundleKeys:0:KeyId", "release", "--Policy:BundleKeys:0:PublicKey", "/nowhere/key.pem")]
    [InlineData("Policy:BundleKeys:0", "--Policy:BundleKeys:0:KeyId", "release", "--Policy:BundleKeys:0:PublicKey", "{}")]
    [InlineData("Policy:BundleKeys:1", "--Policy:BundleKeys:0:KeyId", "release", "--Policy:BundleKeys:0:PublicKey", Key, "--Policy:BundleKeys:1:KeyId", "release", "--Policy:BundleKeys:1:PublicKey", Key)]
    public void PolicyThatCannotBeAsked_IsNamed(string option, params string[] settings)
    {
        var refused = Assert.Throws<StartRefused>(() => ConsoleHost.Build(["--urls", "http://localhost:0", .. settings]));

        Assert.StartsWith(option, Assert.Single(refused.Reasons), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Notifications:MailFrom", "--Notifications:SmtpHost", "mail.example")]
    [InlineData("Notifications:MailFrom", "--Notifications:MailFrom", "nobody")]
    [InlineData("Notifications:SmtpUser", "--Notifications:SmtpUser", "console")]
    [InlineData("Notifications:TimeoutSeconds", "--Notifications:TimeoutSeconds", "600")]
    [InlineData("Notifications:Ports", "--Notifications:Ports:0", "0")]
    [InlineData("Notifications:AllowedHosts", "--Notifications:AllowedHosts:0", "https://desk.example")]
    [InlineData("Notifications:PlainHttpHosts", "--Notifications:PlainHttpHosts:0", "desk.example")]
    public void NotificationsThatCannotGoOut_AreNamed(string option, params string[] settings)
    {
        var refused = Assert.Throws<StartRefused>(() => ConsoleHost.Build(["--urls", "http://localhost:0", .. settings]));

        Assert.StartsWith(option, Assert.Single(refused.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void DemoOnAnAddressOthersReach_IsRefused() =>
        Assert.Contains("this machine only", Assert.Throws<StartRefused>(() => ConsoleHost.Build(["--demo", "--urls", "http://0.0.0.0:5080"])).Reasons[0], StringComparison.Ordinal);
}
