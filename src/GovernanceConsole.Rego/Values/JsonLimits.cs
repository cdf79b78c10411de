namespace GovernanceConsole.Rego.Values;

/// <summary>How much of a JSON text is taken in: beyond these bounds reading fails instead of exhausting the process.</summary>
public sealed record JsonLimits(int Bytes, int Depth)
{
    /// <summary>Inputs of decisions and texts that policies unmarshal.</summary>
    public static JsonLimits Input { get; } = new(8 * 1024 * 1024, 200);

    /// <summary>Data of bundles.</summary>
    public static JsonLimits Data { get; } = new(256 * 1024 * 1024, 200);
}
