using System.ComponentModel.DataAnnotations;
using GovernanceConsole.Domain.Grants;

namespace GovernanceConsole.Features.Tokens;

/// <summary>How long tokens and their keys live, and how fast a client may ask. Section <c>Tokens</c>.</summary>
internal sealed class TokensOptions
{
    public const string Section = "Tokens";

    /// <summary>Life of a console token, seconds.</summary>
    [Range(60, 900)]
    public int ConsoleTokenSeconds { get; set; } = 600;

    /// <summary>Life of an action token at most, seconds.</summary>
    [Range(30, ClaimRules.LongestSeconds)]
    public int ActionTokenSeconds { get; set; } = ClaimRules.LongestSeconds;

    /// <summary>How long a signing key is in use, days.</summary>
    [Range(1, 365)]
    public int KeyDays { get; set; } = 30;

    /// <summary>How long a key is published before it signs, minutes: longer than anybody caches the key set.</summary>
    [Range(20, 1440)]
    public int KeyLeadMinutes { get; set; } = 60;

    /// <summary>Requests a second one client may send for long; 0 sets no limit.</summary>
    [Range(0, 1_000_000)]
    public int RequestsPerSecond { get; set; } = 200;

    /// <summary>Requests one client may send at once.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 400;
}
