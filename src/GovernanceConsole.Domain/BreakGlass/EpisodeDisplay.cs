using System.Globalization;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Domain.BreakGlass;

/// <summary>
/// What every signer of an episode is shown, frozen when it is asked for and committed to by each statement: sentences for people, with the ids beside names. Written once, and read back from those very bytes.
/// </summary>
public sealed record EpisodeDisplay(string Headline, string AskedBy, string Reason, IReadOnlyList<EpisodeLine> Agents, IReadOnlyList<EpisodeLine> Types, IReadOnlyList<string> Tools, IReadOnlyList<string> Limits, IReadOnlyList<string> Effects)
{
    public const string Template = "break-glass/1";

    public static EpisodeDisplay Of(string askedBy, string reason, int seconds, bool drill, EpisodeScope scope, IReadOnlyList<EpisodeLine> agents, IReadOnlyList<EpisodeLine> types) => new(
        $"{(drill ? "Practises breaking glass" : "Breaks glass")} for {Duration(seconds)}.",
        askedBy, reason, agents, types, scope.Tools,
        [
            scope.Acts == 1 ? "One act." : string.Create(CultureInfo.InvariantCulture, $"At most {scope.Acts} acts."),
            .. scope.Amounts.Select(a => $"At most {a.Money} in all."),
            .. scope.Amounts.Count == 0 ? new[] { "Nothing with an amount of money." } : [],
        ],
        [
            drill ? "A drill: what would be put to people in this scope is granted on paper. No token is issued, and no tool acts." : "What policy would put to people in this scope is granted at once, without their signatures.",
            "What policy denies stays denied. Stops and the limits of grants hold.",
            "Operators and everybody who might be asked are told. Somebody outside it reviews every act.",
        ]);

    public byte[] Write() => CanonicalJson.Write(new JsonObject
    {
        ["template"] = Template,
        ["headline"] = Headline,
        ["asked_by"] = AskedBy,
        ["reason"] = Reason,
        ["agents"] = Lines(Agents),
        ["types"] = Lines(Types),
        ["tools"] = new JsonArray([.. Tools.Select(t => (JsonNode)t)]),
        ["limits"] = new JsonArray([.. Limits.Select(t => (JsonNode)t)]),
        ["effects"] = new JsonArray([.. Effects.Select(t => (JsonNode)t)]),
    });

    /// <summary>Reads our own bytes, so anything unexpected in them throws.</summary>
    public static EpisodeDisplay Read(byte[] bytes)
    {
        var json = JsonNode.Parse(bytes)!;
        return new EpisodeDisplay((string)json["headline"]!, (string)json["asked_by"]!, (string)json["reason"]!, ReadLines(json["agents"]!), ReadLines(json["types"]!), Texts(json["tools"]!), Texts(json["limits"]!), Texts(json["effects"]!));
    }

    public static string Duration(int seconds) => seconds % 3600 == 0
        ? seconds == 3600 ? "one hour" : string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600} hours")
        : seconds < 120 ? "one minute" : string.Create(CultureInfo.InvariantCulture, $"{seconds / 60} minutes");

    private static JsonArray Lines(IEnumerable<EpisodeLine> lines) => new([.. lines.Select(l => (JsonNode)new JsonObject { ["id"] = l.Id, ["words"] = l.Words })]);

    private static List<EpisodeLine> ReadLines(JsonNode node) => [.. node.AsArray().Select(l => new EpisodeLine((string)l!["id"]!, (string)l["words"]!))];

    private static List<string> Texts(JsonNode node) => [.. node.AsArray().Select(t => (string)t!)];
}

/// <summary>Something by id, and how it is called.</summary>
public sealed record EpisodeLine(string Id, string Words);
