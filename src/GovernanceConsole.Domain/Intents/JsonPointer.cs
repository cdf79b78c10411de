using System.Globalization;
using System.Text.Json;

namespace GovernanceConsole.Domain.Intents;

/// <summary>A place in a document (RFC 6901): how it is written and what stands there. An empty pointer is the whole document.</summary>
public static class JsonPointer
{
    public static string Member(string parent, string name) =>
        string.Concat(parent, "/", name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));

    public static string Item(string parent, int index) => string.Concat(parent, "/", index.ToString(CultureInfo.InvariantCulture));

    /// <summary>The member names a pointer goes through; a pointer that does not start with a slash is a bug of a definition file and throws.</summary>
    public static string[] Split(string pointer)
    {
        if (pointer.Length == 0)
            return [];
        if (pointer[0] != '/')
            throw new FormatException($"Not a JSON Pointer: {pointer}");
        return [.. pointer[1..].Split('/').Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
    }

    /// <summary>What stands at the place, or null when nothing does.</summary>
    public static JsonElement? Find(JsonElement root, string pointer)
    {
        var at = root;
        foreach (var part in Split(pointer))
        {
            switch (at.ValueKind)
            {
                case JsonValueKind.Object when at.TryGetProperty(part, out var member):
                    at = member;
                    break;
                case JsonValueKind.Array when int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < at.GetArrayLength():
                    at = at[index];
                    break;
                default:
                    return null;
            }
        }

        return at;
    }
}
