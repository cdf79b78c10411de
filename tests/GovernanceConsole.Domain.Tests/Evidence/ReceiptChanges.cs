using System.Text.Json.Nodes;

namespace GovernanceConsole.Domain.Tests.Evidence;

/// <summary>A receipt with one leaf changed at a time: every flag, every number, and characters all along every string.</summary>
internal static class ReceiptChanges
{
    public static IEnumerable<(string What, string Changed)> Of(string printed)
    {
        var root = JsonNode.Parse(printed)!;
        foreach (var leaf in Leaves(root).ToList())
        {
            var path = leaf.GetPath();
            foreach (var (at, value) in Others(leaf))
            {
                var copy = JsonNode.Parse(printed)!;
                Replace(copy, path, value);
                yield return ($"{path} at {at}", copy.ToJsonString());
            }
        }
    }

    private static IEnumerable<JsonValue> Leaves(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Leaves(member.Value)),
        JsonArray items => items.SelectMany(Leaves),
        JsonValue value => [value],
        _ => [],
    };

    private static IEnumerable<(int At, JsonNode Value)> Others(JsonValue leaf)
    {
        if (leaf.TryGetValue<bool>(out var flag))
        {
            yield return (0, !flag);
        }
        else if (leaf.TryGetValue<long>(out var number))
        {
            yield return (0, number + 1);
        }
        else
        {
            var text = leaf.GetValue<string>();
            var step = Math.Max(1, text.Length / 6);
            for (var at = 0; at < text.Length; at += step)
                yield return (at, Changed(text, at));
            yield return (text.Length - 1, Changed(text, text.Length - 1));
            yield return (text.Length, text + "A");
        }
    }

    private static string Changed(string text, int at) => string.Concat(text.AsSpan(0, at), text[at] == 'B' ? "C" : "B", text.AsSpan(at + 1));

    private static int Place(string step) => int.Parse(step[1..^1], System.Globalization.CultureInfo.InvariantCulture);

    // JsonNode.GetPath answers $.a.b[0].c
    private static void Replace(JsonNode root, string path, JsonNode value)
    {
        var steps = path[2..].Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries);
        var node = root;
        foreach (var step in steps[..^1])
            node = (step[0] == '[' ? node[Place(step)] : node[step])!;
        if (steps[^1][0] == '[')
            node[Place(steps[^1])] = value;
        else
            node[steps[^1]] = value;
    }
}
