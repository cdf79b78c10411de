using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace GovernanceConsole.Demo.Stories;

/// <summary>
/// Turns a story into the body of an intent. In texts <c>{name}</c> is replaced; a text that is only <c>{#name}</c> becomes a number, only <c>{@name}</c> whatever JSON the roll holds. <c>{in:9h}</c> is a
/// moment ahead, <c>{today}</c> the date. <c>{"$repeat": "rows", "$roll": …, "$item": …}</c> is an array whose items are rolled one by one.
/// </summary>
internal sealed partial class Storyteller(Storybook book)
{
    public JsonObject Tell(Story story, Dice dice, DateTime now)
    {
        var rolled = Roll(story.Roll, dice);
        rolled["says"] = "";
        rolled["says"] = Fill(dice.Pick(story.Says), rolled, now)?.DeepClone();
        return (JsonObject)Write(story.Body, rolled, dice, now)!;
    }

    private JsonObject Roll(JsonObject wanted, Dice dice)
    {
        var rolled = new JsonObject();
        foreach (var (name, how) in wanted)
            rolled[name] = RollOne((JsonObject)how!, dice);
        return rolled;
    }

    private JsonNode? RollOne(JsonObject how, Dice dice)
    {
        if (how["from"] is { } list)
            return Pick((JsonArray)book.Lists[(string)list!]!, dice);
        if (how["only"] is { } only)
            return only.DeepClone();
        if (how["one_of"] is JsonArray choices)
            return Pick(choices, dice);
        if (how["between"] is JsonArray range)
            return dice.Between((long)range[0]!, (long)range[1]!);
        if (how["money"] is JsonArray minor)
        {
            var step = (long?)how["step"] ?? 1;
            return (dice.Between((long)minor[0]! / step, (long)minor[1]! / step) * step / 100m).ToString("0.00", CultureInfo.InvariantCulture);
        }
        throw new FormatException("A story rolls something unknown.");
    }

    private static JsonNode Pick(JsonArray from, Dice dice) => from[dice.Between(0, from.Count - 1)]!.DeepClone();

    private JsonNode? Write(JsonNode? template, JsonObject rolled, Dice dice, DateTime now)
    {
        switch (template)
        {
            case JsonObject repeat when repeat["$repeat"] is { } count:
                var items = new JsonArray();
                for (var i = 0; i < (long)rolled[(string)count!]!; i++)
                    items.Add(Write(repeat["$item"], Roll((JsonObject)repeat["$roll"]!, dice), dice, now));
                return items;
            case JsonObject members:
                var written = new JsonObject();
                foreach (var (name, value) in members)
                    written[name] = Write(value, rolled, dice, now);
                return written;
            case JsonArray array:
                return new JsonArray([.. array.Select(item => Write(item, rolled, dice, now))]);
            case JsonValue value when value.TryGetValue<string>(out var text):
                return Fill(text, rolled, now);
            default:
                return template?.DeepClone();
        }
    }

    private static JsonNode? Fill(string text, JsonObject rolled, DateTime now)
    {
        if (text.StartsWith("{#", StringComparison.Ordinal) || text.StartsWith("{@", StringComparison.Ordinal))
            return Find(text[2..^1], rolled)?.DeepClone();
        return Hole().Replace(text, hole => hole.Groups["name"].Value switch
        {
            "today" => now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            var ahead when ahead.StartsWith("in:", StringComparison.Ordinal) =>
                now.AddHours(int.Parse(ahead.AsSpan(3, ahead.Length - 4), NumberStyles.None, CultureInfo.InvariantCulture)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            var name => Find(name, rolled)?.ToString() ?? throw new FormatException($"A story names '{name}', which it does not roll."),
        });
    }

    private static JsonNode? Find(string name, JsonObject rolled)
    {
        JsonNode? at = rolled;
        foreach (var step in name.Split('.'))
            at = (at as JsonObject)?[step];
        return at;
    }

    [GeneratedRegex(@"\{(?<name>[a-z0-9_.:]+)\}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Hole();
}
