using System.Net;
using System.Text.Json;
using GovernanceConsole.Domain.Intents.Formats;

namespace GovernanceConsole.Domain.Intents;

/// <summary>Reads the members around the parameters: tool, changes, statement, purpose, ticket, deadline. Each is checked like a field; a member the contract does not name is refused.</summary>
internal static class IntentEnvelope
{
    private const int MostOfStatement = 2000;

    private static readonly MomentFormat Future = new(future: true);

    public static DeclaredIntent? Read(IntentType type, IntentDocument document, DateTime? now, List<FieldError> errors)
    {
        var before = errors.Count;
        var root = document.Root;
        var body = new FieldReading("", now, errors);
        foreach (var member in root.EnumerateObject())
        {
            if (member.Name is not ("type" or "tool" or "parameters" or "changes" or "statement" or "purpose" or "ticket" or "deadline"))
                body.Member(member.Name).Refuse("An intent has no such member.");
        }

        var tool = Tool(Find(root, "tool"), body.Member("tool"));
        var typed = new Dictionary<string, TypedValue>(StringComparer.Ordinal);
        var parameters = Find(root, "parameters");
        if (parameters is null)
            body.Member("parameters").Refuse("Is required.");
        else
            type.Tree.Read(parameters, body.Member("parameters"), typed);
        var changes = DeclaredChanges.Read(type.Changes, Find(root, "changes"), body.Member("changes"));
        var statement = Statement(Find(root, "statement"), body.Member("statement"));
        var purpose = Line(Find(root, "purpose"), body.Member("purpose"));
        var ticket = Line(Find(root, "ticket"), body.Member("ticket"));
        var deadline = Find(root, "deadline") is { } at ? (Future.Read(at, body.Member("deadline")) as MomentValue)?.At : null;
        if (errors.Count > before)
            return null;

        return new DeclaredIntent
        {
            Type = type,
            Canonical = document.Canonical,
            Digest = document.Digest,
            Tool = tool!,
            Parameters = parameters!.Value,
            Typed = InOrder(type, typed),
            Changes = changes,
            Statement = statement,
            Purpose = purpose,
            Ticket = ticket,
            Deadline = deadline,
        };
    }

    /// <summary>What is wrong with a tool's address; null when nothing is. https anywhere, http on this machine only; compared byte for byte, so it has no fragment and no user name.</summary>
    public static string? ToolFault(string tool)
    {
        if (tool.Contains('#'))
            return "Must not have a fragment.";
        if (tool.StartsWith("https://", StringComparison.Ordinal))
            return UrlFormat.Parse(tool, out _);
        if (tool.StartsWith("http://", StringComparison.Ordinal) && UrlFormat.Parse("https" + tool[4..], out var host) is null
            && (host!.Ascii == "localhost" || (IPAddress.TryParse(host.Ascii.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address))))
        {
            return null;
        }

        return "Must be an absolute https address; http only for this machine.";
    }

    private static JsonElement? Find(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value : null;

    private static string? Tool(JsonElement? value, FieldReading at)
    {
        if (value is not { } present)
        {
            at.Refuse("Is required.");
            return null;
        }

        var tool = at.Text(present, 500);
        if (tool is not null && ToolFault(tool) is { } fault)
            at.Refuse(fault);
        return tool;
    }

    private static string? Statement(JsonElement? value, FieldReading at)
    {
        if (value is not { } present)
            return null;
        if (present.ValueKind != JsonValueKind.String)
            at.Refuse($"Must be a string, not {FieldReading.Kind(present)}; leave it out to say nothing.");
        else if (present.GetString()!.Length > MostOfStatement)
            at.Refuse($"Must have at most {MostOfStatement} characters.");
        else
            return present.GetString();
        return null;
    }

    private static string? Line(JsonElement? value, FieldReading at) => value is { } present ? at.Text(present, 200) : null;

    private static OrderedDictionary<string, TypedValue> InOrder(IntentType type, Dictionary<string, TypedValue> typed)
    {
        var ordered = new OrderedDictionary<string, TypedValue>(typed.Count, StringComparer.Ordinal);
        foreach (var field in type.Fields)
        {
            if (typed.TryGetValue(field.Pointer, out var value))
                ordered.Add(field.Pointer, value);
        }

        return ordered;
    }
}
