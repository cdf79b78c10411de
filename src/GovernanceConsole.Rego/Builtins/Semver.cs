using System.Globalization;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>Semantic versions (semver.org, precedence by its section 11); a leading v is tolerated, as in OPA.</summary>
internal static class Semver
{
    private sealed record Version(long Major, long Minor, long Patch, string PreRelease);

    public static IReadOnlyList<Builtin> All { get; } =
    [
        Builtin.Of("semver.is_valid", [Operand.Any], (_, arguments) => BooleanValue.Of(arguments[0] is StringValue text && Parse(text.Text) is not null)),
        Builtin.Of("semver.compare", [Operand.String, Operand.String], (_, arguments) => NumberValue.Of(Compare(VersionAt(arguments, 1), VersionAt(arguments, 2)))),
    ];

    private static Version VersionAt(ReadOnlySpan<Value> arguments, int position) =>
        Parse(arguments.Text(position)) ?? throw BuiltinException.Failure($"operand {position}: string {arguments[position - 1]} is not a valid SemVer");

    private static Version? Parse(string text)
    {
        if (text.StartsWith('v')) text = text[1..];
        var (withoutMetadata, metadata) = Cut(text, '+');
        var (core, preRelease) = Cut(withoutMetadata, '-');
        var numbers = core.Split('.');
        if (!AreIdentifiers(metadata) || !AreIdentifiers(preRelease) || numbers.Length != 3) return null;
        return TryNumber(numbers[0], out var major) && TryNumber(numbers[1], out var minor) && TryNumber(numbers[2], out var patch)
            ? new(major, minor, patch, preRelease)
            : null;
    }

    private static (string Before, string After) Cut(string text, char separator)
    {
        var at = text.IndexOf(separator);
        return at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
    }

    private static bool TryNumber(string digits, out long number) => long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    private static bool AreIdentifiers(string text) =>
        text.Length == 0 || text.Split('.').All(part => part.Length > 0 && part.All(unit => char.IsAsciiLetterOrDigit(unit) || unit == '-'));

    private static int Compare(Version left, Version right)
    {
        var order = (left.Major, left.Minor, left.Patch).CompareTo((right.Major, right.Minor, right.Patch));
        if (order != 0) return Math.Sign(order);
        if (left.PreRelease == right.PreRelease) return 0;
        if (left.PreRelease.Length == 0 || right.PreRelease.Length == 0) return left.PreRelease.Length == 0 ? 1 : -1;
        var (a, b) = (left.PreRelease.Split('.'), right.PreRelease.Split('.'));
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            order = CompareIdentifiers(a[i], b[i]);
            if (order != 0) return order;
        }

        return Math.Sign(a.Length.CompareTo(b.Length));
    }

    /// <summary>Numbers sort below words.</summary>
    private static int CompareIdentifiers(string left, string right)
    {
        var (leftIsNumber, rightIsNumber) = (left.All(char.IsAsciiDigit), right.All(char.IsAsciiDigit));
        if (leftIsNumber != rightIsNumber) return leftIsNumber ? -1 : 1;
        if (!leftIsNumber) return Math.Sign(string.CompareOrdinal(left, right));
        var (a, b) = (left.TrimStart('0'), right.TrimStart('0'));
        return Math.Sign(a.Length != b.Length ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(a, b));
    }
}
