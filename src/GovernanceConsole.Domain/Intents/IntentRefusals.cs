namespace GovernanceConsole.Domain.Intents;

/// <summary>Every way a declared body is refused before anything is stored. Each carries the places that are wrong, as JSON Pointers.</summary>
public static class IntentRefusals
{
    public const int MostErrors = 20;

    public static readonly Refusal Malformed = new("malformed", "The body is not JSON of the profile intent-json/1. Nothing was stored. Mend the places named and send it again.");
    public static readonly Refusal NotAStatement = new("malformed", "These bytes are not a statement of the expected kind.");
    public static readonly Refusal TooLarge = new("too_large", "The body is larger than 64 KiB. Nothing was stored. Send less, or name large content by its digest.");
    public static readonly Refusal InvalidField = new("invalid_field", "The body does not fit its intent type. Nothing was stored. Mend the places named and send it again.");
    public static readonly Refusal BadConstraint = new("approval.bad_constraint", "A condition cannot be signed as it is. Nothing was recorded. Mend the places named.");
    public static readonly Refusal UnknownIntentType = new("unknown_intent_type", "There is no such intent type here. Nothing was stored. Ask an operator which types this console knows.");
}
