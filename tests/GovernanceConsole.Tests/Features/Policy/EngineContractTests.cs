using System.Text;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Policy;
using GovernanceConsole.Features.Policy.Bundles;
using GovernanceConsole.Features.Policy.Engines;
using Microsoft.Extensions.Options;

namespace GovernanceConsole.Tests.Features.Policy;

/// <summary>The contract, kept by the engine in this process.</summary>
public sealed class EmbeddedRegoContractTests : EngineContract
{
    internal override Task<IPolicyEngine> Serving(CompiledBundle bundle) => Task.FromResult<IPolicyEngine>(new EmbeddedRego(Bundles));
}

/// <summary>The contract, kept over OPA's wire.</summary>
public sealed class OpaRestContractTests : EngineContract
{
    private StubOpa _stub = null!;
    private OpaRest _engine = null!;

    public override async ValueTask InitializeAsync()
    {
        _stub = await StubOpa.Start();
        _engine = new OpaRest(Bundles, Options.Create(new PolicyOptions { OpaUrl = _stub.Url, TimeoutMilliseconds = 5000 }), TimeProvider.System);
    }

    public override async ValueTask DisposeAsync()
    {
        _engine.Dispose();
        await _stub.DisposeAsync();
        await base.DisposeAsync();
    }

    internal override Task<IPolicyEngine> Serving(CompiledBundle bundle)
    {
        (_stub.Bundle, _stub.Revision) = (bundle, bundle.Files.Revision);
        return Task.FromResult<IPolicyEngine>(_engine);
    }
}

/// <summary>The contract, kept by a real OPA at <c>OPA_URL</c> (with <c>OPA_TOKEN_FILE</c>, where it asks for a token), whose policy API is used to hand it each policy. Skipped where there is none.</summary>
public sealed class RealOpaContractTests : EngineContract
{
    private static readonly string? Url = Environment.GetEnvironmentVariable("OPA_URL");
    private static readonly string? TokenFile = Environment.GetEnvironmentVariable("OPA_TOKEN_FILE");

    private readonly HttpClient _http = new();
    private OpaRest? _engine;

    public override ValueTask InitializeAsync()
    {
        Assert.SkipUnless(Url is not null, "OPA_URL names no OPA to ask");
        _engine = new OpaRest(Bundles, Options.Create(new PolicyOptions { OpaUrl = Url, OpaTokenFile = TokenFile, TimeoutMilliseconds = 5000 }), TimeProvider.System);
        if (TokenFile is not null)
            _http.DefaultRequestHeaders.Authorization = new("Bearer", File.ReadAllText(TokenFile).Trim());
        return ValueTask.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_engine is not null)
            (await _http.DeleteAsync(Policy)).Dispose();
        _engine?.Dispose();
        _http.Dispose();
        await base.DisposeAsync();
    }

    internal override async Task<IPolicyEngine> Serving(CompiledBundle bundle)
    {
        using var rules = new StringContent(bundle.Files.Policies.Single(file => file.Path == "intents.rego").Text, Encoding.UTF8, "text/plain");
        using var put = await _http.PutAsync(Policy, rules);
        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync());
        return _engine!;
    }

    private static Uri Policy => new($"{Url!.TrimEnd('/')}/v1/policies/governance-console-contract");
}
