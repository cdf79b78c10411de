using System.ComponentModel.DataAnnotations;

namespace GovernanceConsole.Features.BreakGlass;

/// <summary>How far an emergency may go, and who signs it. Section <c>BreakGlass</c>.</summary>
internal sealed class BreakGlassOptions
{
    public const string Section = "BreakGlass";

    /// <summary>The longest an episode may last, minutes. Longer is refused, never cut.</summary>
    [Range(1, 480)]
    public int LongestMinutes { get; set; } = 60;

    /// <summary>How many grants an episode may give at most.</summary>
    [Range(1, 1000)]
    public int MostActs { get; set; } = 50;

    /// <summary>How many other people sign an episode.</summary>
    [Range(1, 2)]
    public int Signatures { get; set; } = 1;

    /// <summary>Ids of people who may open one alone, with two passkeys of their own.</summary>
    public List<string> Designated { get; set; } = [];

    /// <summary>How long an episode waits for signatures, minutes.</summary>
    [Range(1, 120)]
    public int AskMinutes { get; set; } = 15;

    /// <summary>By when it must have been reviewed, hours after its end.</summary>
    [Range(1, 720)]
    public int ReviewHours { get; set; } = 72;
}
