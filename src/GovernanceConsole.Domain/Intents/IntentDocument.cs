using System.Text.Json;

namespace GovernanceConsole.Domain.Intents;

/// <summary>A body of the profile intent-json/1: its values, its canonical bytes and their digest. Two spellings of the same body give the same bytes.</summary>
public sealed class IntentDocument
{
    internal IntentDocument(JsonElement root)
    {
        Root = root;
        Canonical = CanonicalJson.Write(root);
        Digest = IntentDigest.Of(Canonical);
    }

    /// <summary>An object. Detached from the request's buffer.</summary>
    public JsonElement Root { get; }

    public byte[] Canonical { get; }

    public string Digest { get; }
}
