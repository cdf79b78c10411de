using GovernanceConsole.Domain;

namespace GovernanceConsole.Features.Policy.Pages;

/// <summary>What became of an act, for the page around the button: a sentence, or why it was refused.</summary>
public sealed record ActSaid(string? Done, Refusal? Refusal)
{
    internal static ActSaid Of<T>(Outcome<T> outcome, Func<T, string> words) => outcome.IsRefused ? new ActSaid(null, outcome.Refusal) : new ActSaid(words(outcome.Value), null);
}
