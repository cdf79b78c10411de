using System.Text.Json;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Features.Policy;

/// <summary>What may be granted at all, outside any policy: name, ceiling in seconds, the intent types it belongs to, and how sure a signature must be.</summary>
internal sealed class PermissionCatalogue
{
    /// <summary>How long the permission of such an approval lives, seconds.</summary>
    private const int FallbackTtl = 180;

    private PermissionCatalogue(Dictionary<string, int> ceilings, Dictionary<string, string> ofType, Dictionary<string, string> says)
    {
        Ceilings = ceilings;
        OfType = ofType;
        Says = says;
    }

    public IReadOnlyDictionary<string, int> Ceilings { get; }

    /// <summary>Intent type → the permission an approval gives when the policy failed to say.</summary>
    public IReadOnlyDictionary<string, string> OfType { get; }

    /// <summary>What an approval of that type gives when the policy could not say.</summary>
    public GrantTerm Fallback(string intentType) => new(OfType.GetValueOrDefault(intentType) ?? "none", FallbackTtl);

    /// <summary>Permission → what it lets its holder do, in a sentence.</summary>
    public IReadOnlyDictionary<string, string> Says { get; }

    /// <summary>The least assurance of each risk.</summary>
    public AssuranceLadder Ladder { get; private init; } = AssuranceLadder.Default;

    public static PermissionCatalogue Read(string path, AssuranceLadder ladder)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var ceilings = new Dictionary<string, int>(StringComparer.Ordinal);
        var ofType = new Dictionary<string, string>(StringComparer.Ordinal);
        var says = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var permission in json.RootElement.EnumerateObject())
        {
            ceilings[permission.Name] = permission.Value.GetProperty("ceiling_seconds").GetInt32();
            says[permission.Name] = permission.Value.GetProperty("says").GetString()!;
            foreach (var type in permission.Value.GetProperty("intent_types").EnumerateArray())
                ofType[type.GetString()!] = permission.Name;
        }
        return new PermissionCatalogue(ceilings, ofType, says) { Ladder = ladder };
    }
}
