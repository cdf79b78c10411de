namespace GovernanceConsole.Rego.Syntax;

/// <summary>What a <c># METADATA</c> block says about the rule or package below it. Only the members the console uses are read; others are ignored, as OPA's tools do.</summary>
public sealed record Annotations(SourcePosition Position)
{
    public string? Title { get; init; }
    public string? Description { get; init; }
    public string? Scope { get; init; }
    public bool Entrypoint { get; init; }

    /// <summary>The members of <c>custom:</c>, e.g. <c>id</c> and <c>owner</c>.</summary>
    public IReadOnlyDictionary<string, string> Custom { get; init; } = new Dictionary<string, string>();

    /// <summary>The stable name of a rule in decisions: <c>custom.id</c>.</summary>
    public string? Id => Custom.GetValueOrDefault("id");

    /// <summary>Who answers for the rule: <c>custom.owner</c>, e.g. <c>group:finance</c>.</summary>
    public string? Owner => Custom.GetValueOrDefault("owner");
}
