using System.Globalization;
using GovernanceConsole.Ui;

namespace GovernanceConsole.Features.Audit;

/// <summary>
/// What a reader of the log looks for, exactly as it stands in the URL. Days are UTC, both included. <see cref="Before"/> and <see cref="After"/> are the index a page ends at. What makes no
/// sense is left out and named in <see cref="Ignored"/>, so that a page opens with a notice instead of an error.
/// </summary>
internal sealed record EntryFilter(string? Type, string? Actor, string? Subject, DateOnly? From, DateOnly? To, long? Before, long? After, IReadOnlyList<string> Ignored)
{
    private const string Day = "yyyy-MM-dd";
    private const int MaxId = 100;

    public bool IsEmpty => Type is null && Actor is null && Subject is null && From is null && To is null;

    public static EntryFilter Read(string? type, string? actor, string? subject, string? from, string? to, string? before, string? after)
    {
        var ignored = new List<string>();
        var first = ReadDay(from, "from", ignored);
        var last = ReadDay(to, "to", ignored);
        if (first > last)
        {
            ignored.Add("from lies after to");
            last = null;
        }

        return new EntryFilter(ReadId(type, "type", ignored), ReadId(actor, "actor", ignored), ReadId(subject, "subject", ignored), first, last,
            ReadIndex(before, "before", ignored), ReadIndex(after, "after", ignored), ignored);
    }

    /// <summary>The address of the same view, one page on.</summary>
    public string Link(long? before = null, long? after = null)
    {
        (string Name, string? Value)[] all =
        [
            ("type", Type), ("actor", Actor), ("subject", Subject), ("from", Text(From)), ("to", Text(To)),
            ("before", before?.ToString(CultureInfo.InvariantCulture)), ("after", after?.ToString(CultureInfo.InvariantCulture)),
        ];
        var query = string.Join('&', all.Where(q => q.Value is not null).Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value!)}"));
        return query.Length == 0 ? Links.Audit : $"{Links.Audit}?{query}";
    }

    public static string? Text(DateOnly? day) => day?.ToString(Day, CultureInfo.InvariantCulture);

    private static string? ReadId(string? text, string name, List<string> ignored)
    {
        text = text?.Trim();
        if (string.IsNullOrEmpty(text))
            return null;
        if (text.Length <= MaxId && !text.Any(c => c is <= ' ' or > '~'))
            return text;
        ignored.Add($"{name} is no identifier");
        return null;
    }

    private static DateOnly? ReadDay(string? text, string name, List<string> ignored)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        ignored.Add($"{name} is no day written {Day}");
        return null;
    }

    private static long? ReadIndex(string? text, string name, List<string> ignored)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            return index;
        ignored.Add($"{name} is no number");
        return null;
    }
}
