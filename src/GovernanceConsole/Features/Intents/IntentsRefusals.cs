using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Features.Intents;

/// <summary>How declaring and withdrawing say no, beyond what is wrong with the body itself (<see cref="IntentRefusals"/>).</summary>
internal static class IntentsRefusals
{
    public static readonly Refusal KeyMissing = new("malformed", "Send an Idempotency-Key header of 1 to 200 printable ASCII characters, one for each thing you want to happen. Nothing was stored.");

    public static readonly Refusal KeyUsed = new("idempotency_conflict", "This Idempotency-Key already stands for another body. Nothing was stored; use a new key for a new intent.");

    public static readonly Refusal AgentGone = new("unauthenticated", "The agent is not registered or is suspended. Nothing was stored.");

    public static readonly Refusal NotFound = new("not_found", "There is no such intent, or it is not yours to see.");

    public static readonly Refusal NotWithdrawable = new("wrong_state", "The intent has ended or was redeemed; there is nothing to withdraw.");

    public static readonly Refusal NobodyEligible = new("no_eligible_approver",
        "This would need a human's signature, and nobody is enrolled who could give it. Nothing was stored. An operator has to invite somebody first; then send it again.");

    public static readonly Refusal TooOften = new("slow_down",
        "You put more to people than they can read. Nothing was stored and nobody was asked; wait as long as Retry-After says, then send it again with the same Idempotency-Key.");

    /// <summary>How long somebody who asked too often is told to wait, seconds.</summary>
    public const int TooOftenSeconds = 60;

    public static Refusal TypeNotAllowed(string type) =>
        IntentRefusals.UnknownIntentType.At(new FieldError("/type", $"This agent may not declare '{type}'."));

    public static Refusal ToolNotServed() =>
        new("tool_not_served", "Nothing was stored. Name a tool that this agent may use and that an enforcement point serves.", [new FieldError("/tool", "No enforcement point serves this tool, or the agent may not use it.")]);
}
