using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Platform.Startup;

namespace GovernanceConsole.Features.Policy;

/// <summary>
/// The active bundle: a folder whose digest is SHA-256 over the sorted list of <c>path NUL sha256hex LF</c> of its files. Read once at start; a folder that cannot be read stops the start.
/// </summary>
internal sealed class PolicyBundle
{
    public PolicyBundle(Place place)
    {
        var id = new PolicyBundleId(DigestOf(place.PolicyFolder), "", CommitOf(place.PolicyFolder));
        try
        {
            Table = ThresholdTable.Parse(File.ReadAllBytes(Path.Combine(place.PolicyFolder, "thresholds.json")), id);
        }
        catch (Exception fault) when (fault is IOException or JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            throw new StartRefused([$"The policy bundle in '{place.PolicyFolder}' cannot be used: {fault.Message}"]);
        }
        Permissions = PermissionCatalogue.Read(place.PermissionCatalogue);
    }

    public ThresholdTable Table { get; }

    public IPolicyEngine Engine => Table;

    public PermissionCatalogue Permissions { get; }

    private static string DigestOf(string folder)
    {
        var list = new StringBuilder();
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(p => Path.GetRelativePath(folder, p).Replace('\\', '/')).Order(StringComparer.Ordinal))
            list.Append(path).Append('\0').Append(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, path))))).Append('\n');
        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(list.ToString())));
    }

    /// <summary>The commit the folder's repository stands at, read from its files; null outside a repository.</summary>
    private static string? CommitOf(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            var git = Path.Combine(at.FullName, ".git");
            if (!Directory.Exists(git))
                continue;
            var head = File.ReadAllText(Path.Combine(git, "HEAD")).Trim();
            if (!head.StartsWith("ref: ", StringComparison.Ordinal))
                return head;
            var reference = Path.Combine(git, head[5..]);
            return File.Exists(reference) ? File.ReadAllText(reference).Trim() : null;
        }
        return null;
    }
}

/// <summary>What may be granted at all, outside any policy: name, ceiling in seconds, and the intent types it belongs to.</summary>
internal sealed class PermissionCatalogue
{
    private PermissionCatalogue(Dictionary<string, int> ceilings, Dictionary<string, string> ofType, Dictionary<string, string> says)
    {
        Ceilings = ceilings;
        OfType = ofType;
        Says = says;
    }

    public IReadOnlyDictionary<string, int> Ceilings { get; }

    /// <summary>Intent type → the permission an approval gives when the policy failed to say.</summary>
    public IReadOnlyDictionary<string, string> OfType { get; }

    /// <summary>Permission → what it lets its holder do, in a sentence.</summary>
    public IReadOnlyDictionary<string, string> Says { get; }

    public static PermissionCatalogue Read(string path)
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
        return new PermissionCatalogue(ceilings, ofType, says);
    }
}
