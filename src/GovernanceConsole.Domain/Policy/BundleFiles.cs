using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Domain.Policy;

/// <summary>
/// The files of a policy bundle by path, and nothing else: <c>*.rego</c>, <c>data.json</c> and <c>.manifest</c>, laid out as OPA lays out a bundle; every other file is left out. The digest is SHA-256 over
/// the sorted lines <c>path NUL sha256hex LF</c>, so it names the content and not the archive it came in.
/// </summary>
public sealed partial class BundleFiles
{
    /// <summary>Files a bundle may have.</summary>
    public const int MostFiles = 500;

    /// <summary>Bytes that all files may have together.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    private readonly SortedDictionary<string, byte[]> _files;

    private BundleFiles(SortedDictionary<string, byte[]> files, string revision)
    {
        _files = files;
        Revision = revision;
        Digest = IntentDigest.Of(Encoding.UTF8.GetBytes(string.Concat(files.Select(f => $"{f.Key}\0{Convert.ToHexStringLower(SHA256.HashData(f.Value))}\n"))));
    }

    /// <summary><c>sha256:</c> and 64 hex digits.</summary>
    public string Digest { get; }

    /// <summary>What the manifest calls this version; the first twelve digits of the digest where it calls it nothing.</summary>
    public string Revision { get; }

    /// <summary>Path → bytes, in the order of the paths.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => _files;

    /// <summary>Path → text of the policy files, tests included.</summary>
    public IEnumerable<(string Path, string Text)> Policies => _files.Where(f => f.Key.EndsWith(".rego", StringComparison.Ordinal)).Select(f => (f.Key, Encoding.UTF8.GetString(f.Value)));

    /// <summary>True when the path is one of those that make a bundle for OPA.</summary>
    public static bool Belongs(string path) => path.EndsWith(".rego", StringComparison.Ordinal) || path == ".manifest" || IsData(path) || IsYaml(path);

    /// <summary>Takes the files that make a bundle. Refused: a path that leads out, data in YAML, too many or too big, a manifest that is no JSON object, no policy at all.</summary>
    public static Outcome<BundleFiles> Of(IEnumerable<(string Path, byte[] Bytes)> files)
    {
        var sorted = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        var total = 0L;
        foreach (var (path, bytes) in files.Where(f => Belongs(f.Path)))
        {
            if (!PathShape().IsMatch(path) || path.Split('/').Contains(".."))
                return PolicyRefusals.Bundle.At(new FieldError("/files", $"'{path}' is no path that a bundle may have: letters, digits, '.', '_', '-' and '/'."));
            if (IsYaml(path))
                return PolicyRefusals.Bundle.At(new FieldError("/files", $"OPA would read '{path}', and here data is read from data.json only. Write it as that."));
            total += bytes.Length;
            if (sorted.Count == MostFiles || total > MostBytes)
                return PolicyRefusals.Bundle.At(new FieldError("/files", $"A bundle has at most {MostFiles} files and {MostBytes / 1024 / 1024} MB."));
            if (!sorted.TryAdd(path, bytes))
                return PolicyRefusals.Bundle.At(new FieldError("/files", $"'{path}' is there twice."));
        }
        if (!sorted.Keys.Any(p => p.EndsWith(".rego", StringComparison.Ordinal)))
            return PolicyRefusals.Bundle.At(new FieldError("/files", "There is no .rego file in it."));
        var manifest = Manifest(sorted);
        if (manifest.IsRefused)
            return manifest.Refusal;
        var bundle = new BundleFiles(sorted, manifest.Value);
        return bundle.Revision.Length > 0 ? bundle : new BundleFiles(sorted, bundle.Digest[7..19]);
    }

    /// <summary>The base documents: path, the folders above it and the bytes of each <c>data.json</c>, in the order of the paths.</summary>
    public IEnumerable<(string Path, string[] Folder, byte[] Bytes)> Data => _files.Where(f => IsData(f.Key)).Select(f => (f.Key, f.Key.Split('/')[..^1], f.Value));

    /// <summary>One document that holds every file: canonical JSON, path → base64.</summary>
    public byte[] Pack() => CanonicalJson.Write(new JsonObject(_files.Select(f => KeyValuePair.Create(f.Key, (JsonNode?)Convert.ToBase64String(f.Value)))));

    /// <summary>What <see cref="Pack"/> wrote. The bytes are ours: anything else throws.</summary>
    public static BundleFiles Unpack(byte[] packed) =>
        Of(JsonNode.Parse(packed)!.AsObject().Select(f => (f.Key, Convert.FromBase64String((string)f.Value!)))).Value;

    private static bool IsData(string path) => path == "data.json" || path.EndsWith("/data.json", StringComparison.Ordinal);

    private static bool IsYaml(string path) => path[(path.LastIndexOf('/') + 1)..] is "data.yaml" or "data.yml";

    private static Outcome<string> Manifest(SortedDictionary<string, byte[]> files)
    {
        if (!files.TryGetValue(".manifest", out var bytes))
            return "";
        try
        {
            return JsonNode.Parse(bytes) is JsonObject manifest && (manifest["revision"] is null or JsonValue) && ((string?)manifest["revision"] ?? "") is { Length: <= 80 } revision && !revision.Any(char.IsControl)
                ? revision
                : PolicyRefusals.Bundle.At(new FieldError("/files", "The .manifest is no JSON object with a revision of at most 80 characters."));
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return PolicyRefusals.Bundle.At(new FieldError("/files", $"The .manifest cannot be read: {fault.Message}"));
        }
    }

    [GeneratedRegex("^[A-Za-z0-9._-][A-Za-z0-9._/-]{0,199}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PathShape();
}
