using System.ComponentModel.DataAnnotations;

namespace GovernanceConsole.Features.Oversight;

/// <summary>What is too much for people: how often one agent may put something to them, and how fast nobody can read. Section <c>Oversight</c>.</summary>
internal sealed class OversightOptions
{
    public const string Section = "Oversight";

    /// <summary>How many items one agent may put to people within an hour; past it the agent is told to slow down. 0 sets no limit.</summary>
    [Range(0, 1_000_000)]
    public int EscalationsPerHour { get; set; } = 120;

    /// <summary>The reading speed beyond which nobody can have read a card, words a minute. Adults read about 240.</summary>
    [Range(100, 5000)]
    public int WordsPerMinute { get; set; } = 600;
}
