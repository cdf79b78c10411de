using System.Globalization;

namespace GovernanceConsole.Features.KillSwitch.Pages;

/// <summary>Stops as sentences.</summary>
internal static class StopText
{
    /// <summary>The scope with a capital, as a heading.</summary>
    public static string Sentence(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    /// <summary>How many enforcement points said that they stopped; never more than was heard.</summary>
    public static string Confirmed(StopLine line) => line.Asked switch
    {
        0 => "No enforcement point was there to ask.",
        _ when line.Confirmed == 0 => $"Not confirmed by any of {Points(line.Asked)} yet.",
        _ when line.Confirmed == line.Asked => $"Confirmed by {(line.Asked == 1 ? "the one enforcement point" : $"all {line.Asked} enforcement points")} that {(line.Asked == 1 ? "was" : "were")} asked.",
        _ => $"Confirmed by {line.Confirmed} of {Points(line.Asked)}; the rest was not heard from.",
    };

    /// <summary>A measured time: exact below a minute, for that is what one wants to know of a stop.</summary>
    public static string Took(TimeSpan took) =>
        took < TimeSpan.FromMinutes(1) ? string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0.00} s")
        : took < TimeSpan.FromHours(1) ? string.Create(CultureInfo.InvariantCulture, $"{(int)took.TotalMinutes} min {took.Seconds} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)took.TotalHours} h {took.Minutes} min");

    public static string Count(int number, string one, string many) => number == 1 ? "1 " + one : string.Create(CultureInfo.InvariantCulture, $"{number} {many}");

    private static string Points(int asked) => Count(asked, "enforcement point", "enforcement points");
}
