using System.Text.Json;
using System.Text.Json.Nodes;

namespace GovernanceConsole.Domain.Intents;

/// <summary>What a run of shown text is: our words, a value of the agent standing in our words, a character made visible, or the place where an over-long value was cut.</summary>
public enum SegmentKind
{
    Plain,
    Value,
    Escape,
    Cut,
}

/// <summary>A run of shown text of one kind.</summary>
public sealed record TextSegment(string Text, SegmentKind Kind);

/// <summary>
/// Text of an agent as a person may see it: nothing in it hides, reorders or pretends. <see cref="Flags"/> are codes of <see cref="TextFlags"/>, ordered and each once.
/// <see cref="IsCut"/> says that the middle is left out here.
/// </summary>
public sealed record SafeText(IReadOnlyList<TextSegment> Segments, IReadOnlyList<string> Flags, bool IsCut)
{
    public static readonly SafeText Empty = new([], [], false);

    /// <summary>The same in one string, escapes and all: for lists, titles and mail.</summary>
    public string Plain => Segments.Count == 1 ? Segments[0].Text : string.Concat(Segments.Select(segment => segment.Text));

    /// <summary>Words of this console, which need no check.</summary>
    public static SafeText Ours(string words) => new([new TextSegment(words, SegmentKind.Plain)], [], false);

    /// <summary>Parts one after the other, flags united.</summary>
    public static SafeText Join(params IEnumerable<SafeText> parts)
    {
        var segments = new List<TextSegment>();
        var flags = new SortedSet<string>(StringComparer.Ordinal);
        var cut = false;
        foreach (var part in parts)
        {
            flags.UnionWith(part.Flags);
            cut |= part.IsCut;
            foreach (var segment in part.Segments)
            {
                if (segments.Count > 0 && segments[^1].Kind == segment.Kind)
                    segments[^1] = segment with { Text = segments[^1].Text + segment.Text };
                else
                    segments.Add(segment);
            }
        }

        return new SafeText(segments, [.. flags], cut);
    }

    /// <summary>The same with plain runs marked as the agent's values, for standing inside a sentence of ours.</summary>
    public SafeText AsValue() => this with { Segments = [.. Segments.Select(segment => segment.Kind == SegmentKind.Plain ? segment with { Kind = SegmentKind.Value } : segment)] };

    public JsonArray ToJson() => [.. Segments.Select(segment => new JsonObject { ["kind"] = Word(segment.Kind), ["text"] = segment.Text })];

    /// <summary>The text of a stored card. Throws <see cref="JsonException"/> for what <see cref="ToJson"/> does not write.</summary>
    internal static SafeText Read(JsonElement stored)
    {
        var segments = stored.EnumerateArray().Select(segment => new TextSegment(segment.GetProperty("text").GetString()!, segment.GetProperty("kind").GetString() switch
        {
            "plain" => SegmentKind.Plain,
            "value" => SegmentKind.Value,
            "escape" => SegmentKind.Escape,
            "cut" => SegmentKind.Cut,
            var other => throw new JsonException($"'{other}' is no kind of text."),
        })).ToList();
        return new SafeText(segments, [], segments.Exists(segment => segment.Kind == SegmentKind.Cut));
    }

    private static string Word(SegmentKind kind) => kind switch
    {
        SegmentKind.Plain => "plain",
        SegmentKind.Value => "value",
        SegmentKind.Escape => "escape",
        _ => "cut",
    };
}
