using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Domain.BreakGlass;

/// <summary>The most that may be spent of one currency, in its smallest unit.</summary>
public sealed record AmountLimit(string Currency, long Minor)
{
    public Money Money => new(Minor, Currency, Currencies.TryExponent(Currency, out var exponent) ? exponent : 2);
}

/// <summary>
/// What an episode reaches: agents, intent types and tools by name, how many grants, and how much of each currency. All three lists must name the intent, and an amount in a currency without a limit is outside.
/// </summary>
public sealed record EpisodeScope(IReadOnlyList<string> Agents, IReadOnlyList<string> IntentTypes, IReadOnlyList<string> Tools, int Acts, IReadOnlyList<AmountLimit> Amounts)
{
    /// <summary>True when the intent stands inside. Names are compared byte for byte.</summary>
    public bool Covers(string agentId, string type, string tool, string? currency) =>
        Agents.Contains(agentId, StringComparer.Ordinal) && IntentTypes.Contains(type, StringComparer.Ordinal) && Tools.Contains(tool, StringComparer.Ordinal)
        && (currency is null || Amounts.Any(limit => limit.Currency == currency));

    public JsonObject ToJson() => new()
    {
        ["agents"] = Texts(Agents),
        ["intent_types"] = Texts(IntentTypes),
        ["tools"] = Texts(Tools),
        ["acts"] = Acts,
        ["amounts"] = new JsonArray([.. Amounts.Select(a => (JsonNode)new JsonObject { ["currency"] = a.Currency, ["minor"] = a.Minor })]),
    };

    public string Write() => Encoding.UTF8.GetString(CanonicalJson.Write(ToJson()));

    /// <summary>Reads our own bytes, so anything unexpected in them throws.</summary>
    public static EpisodeScope Parse(string json) => Read(JsonNode.Parse(json)!.AsObject());

    public static EpisodeScope Read(JsonObject json) => new(
        Names(json["agents"]!), Names(json["intent_types"]!), Names(json["tools"]!), (int)json["acts"]!,
        [.. json["amounts"]!.AsArray().Select(a => new AmountLimit((string)a!["currency"]!, (long)a["minor"]!))]);

    private static List<string> Names(JsonNode list) => [.. list.AsArray().Select(name => (string)name!)];

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);
}

/// <summary>What a person asks for, as typed.</summary>
/// <param name="Amounts">Currency to a plain decimal, such as <c>12500.00</c>.</param>
public sealed record EpisodeOrder(
    IReadOnlyList<string>? Agents, IReadOnlyList<string>? IntentTypes, IReadOnlyList<string>? Tools, int Acts, IReadOnlyDictionary<string, string>? Amounts, int Minutes, string? Reason, bool Drill);

/// <summary>What an order is held against.</summary>
/// <param name="Mine">Active agents the requester owns, by id, with the types and tools each may use.</param>
/// <param name="KnownAgents">Every agent there is.</param>
public sealed record EpisodeBounds(
    IReadOnlyDictionary<string, (IReadOnlyList<string> Types, IReadOnlyList<string> Tools)> Mine, IReadOnlySet<string> KnownAgents, IReadOnlySet<string> Served, int LongestMinutes, int MostActs);

/// <summary>Reads an order into a scope. What is too much is refused and never cut, so that nobody signs less than they think; every fault is named at once.</summary>
public static class EpisodeOrders
{
    private const int MostEntries = 20;
    private const int LongestReason = 400;

    public static Outcome<EpisodeScope> Check(EpisodeOrder order, EpisodeBounds bounds)
    {
        var errors = new List<FieldError>();
        var agents = Tidy(order.Agents);
        var types = Tidy(order.IntentTypes);
        var tools = Tidy(order.Tools);
        Each(agents, "/agents", "Name at least one agent, and at most 20.", errors, id =>
            bounds.Mine.ContainsKey(id) ? null : bounds.KnownAgents.Contains(id) ? "This agent is stopped, or somebody else answers for it. You act through agents of your own." : "There is no such agent.");
        var mine = agents.Where(bounds.Mine.ContainsKey).Select(id => bounds.Mine[id]).ToList();
        Each(types, "/intent_types", "Name at least one type of intent, and at most 20.", errors, type => mine.Any(a => a.Types.Contains(type)) ? null : "None of the agents named may declare this.");
        Each(tools, "/tools", "Name at least one tool, and at most 20.", errors, tool =>
            mine.Any(a => a.Tools.Contains(tool)) && bounds.Served.Contains(tool) ? null : "None of the agents named may use this, or no enforcement point serves it.");
        if (order.Acts < 1 || order.Acts > bounds.MostActs)
            errors.Add(new FieldError("/acts", $"Between 1 and {bounds.MostActs} acts."));
        if (order.Minutes < 1 || order.Minutes > bounds.LongestMinutes)
            errors.Add(new FieldError("/minutes", $"Between 1 and {bounds.LongestMinutes} minutes. Longer is not possible here; break glass again if it has to be."));
        if (Fault(order.Reason) is { } wrong)
            errors.Add(new FieldError("/reason", wrong));
        var amounts = Amounts(order.Amounts, errors);
        return errors.Count == 0 ? new EpisodeScope(agents, types, tools, order.Acts, amounts) : BreakGlassRefusals.InvalidField with { Errors = errors };
    }

    /// <summary>Null when the words can stand in a statement and be read by everybody.</summary>
    /// <param name="words">What was written.</param>
    /// <param name="use">Whether lines may break in it.</param>
    public static string? Fault(string? words, TextUse use = TextUse.Line) =>
        string.IsNullOrWhiteSpace(words) || words.Trim().Length > LongestReason ? $"Say why, in 1 to {LongestReason} characters."
        : TextSafety.Show(words.Trim(), use, LongestReason).Flags is { Count: > 0 } flags ? "It is not accepted so. " + string.Join(' ', flags.Select(TextFlags.Sentence))
        : null;

    private static List<AmountLimit> Amounts(IReadOnlyDictionary<string, string>? typed, List<FieldError> errors)
    {
        var amounts = new List<AmountLimit>();
        foreach (var (currency, value) in (typed ?? new Dictionary<string, string>()).OrderBy(a => a.Key, StringComparer.Ordinal))
        {
            var pointer = JsonPointer.Member("/amounts", currency);
            if (!Currencies.TryExponent(currency, out var exponent))
                errors.Add(new FieldError(pointer, "Must be a currency of ISO 4217 in upper case, such as EUR."));
            else if (Minor(value, exponent) is { } minor)
                amounts.Add(new AmountLimit(currency, minor));
            else
                errors.Add(new FieldError(pointer, exponent == 0 ? "A whole number above zero." : $"A plain decimal above zero, with {exponent} decimals or none, such as 12500.00."));
        }

        return amounts;
    }

    private static long? Minor(string value, int exponent)
    {
        var parts = value.Trim().Split('.');
        var shaped = parts.Length is 1 or 2 && parts.All(p => p.Length > 0 && p.All(char.IsAsciiDigit)) && (parts.Length == 1 || (exponent > 0 && parts[1].Length == exponent));
        return shaped && parts[0].Length <= 12 && long.TryParse(parts[0] + (parts.Length == 2 ? parts[1] : new string('0', exponent)), NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            && minor is > 0 and <= CanonicalJson.MaxInteger ? minor : null;
    }

    private static List<string> Tidy(IReadOnlyList<string>? entries) => [.. (entries ?? []).Where(e => !string.IsNullOrEmpty(e)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static void Each(List<string> entries, string pointer, string none, List<FieldError> errors, Func<string, string?> fault)
    {
        if (entries.Count is 0 or > MostEntries)
            errors.Add(new FieldError(pointer, none));
        for (var i = 0; i < Math.Min(entries.Count, MostEntries); i++)
        {
            if (fault(entries[i]) is { } message)
                errors.Add(new FieldError($"{pointer}/{i}", message));
        }
    }
}
