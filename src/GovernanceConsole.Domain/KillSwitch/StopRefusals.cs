namespace GovernanceConsole.Domain.KillSwitch;

/// <summary>Every way the kill switch says no.</summary>
public static class StopRefusals
{
    public static readonly Refusal NotFound = new("not_found", "There is no such stop.");

    public static readonly Refusal InForce = new("stop.in_force", "This is stopped already. The press changed nothing and extended nothing; the stop that is in force counts on.");

    public static readonly Refusal Released = new("stop.released", "This stop is over. Nothing was changed; to stop again, place a new one.");

    public static readonly Refusal Over = new("wrong_state", "The stop is over. There is nothing to confirm.");

    public static readonly Refusal OtherStage = new("stop.other_stage", "This stop stands at another step than the page showed. Nothing was changed; load the page again and read what comes next.");

    public static readonly Refusal NotYourSignature = new("not_allowed", "Somebody else releases a stop: not the person who placed it, and nobody whose passkey came with their invitation where another is there. Nothing was changed.");

    public static readonly Refusal Scope = new Refusal("invalid_field", "Say what to stop. Nothing was stopped.").At(new FieldError("/scope", "Choose what to stop."));

    /// <summary>A stop around nothing would read like one that worked.</summary>
    public static readonly Refusal NoSuchScope = new Refusal("invalid_field", "There is nothing of that name to stop. Nothing was stopped; choose from the list.").At(new FieldError("/value", "Is not known here."));
}
