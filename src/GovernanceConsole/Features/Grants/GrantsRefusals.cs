using GovernanceConsole.Domain;

namespace GovernanceConsole.Features.Grants;

/// <summary>How claiming, redeeming and reporting say no, in the words of an enforcement point's developer.</summary>
internal static class GrantsRefusals
{
    public static readonly Refusal NotFound = new("not_found", "There is no such grant, or your point does not serve its audience.");

    public static readonly Refusal TokenNotCurrent = new("not_allowed", "The action token is not this grant's living one. Nothing was consumed; the agent has to exchange again.");

    public static readonly Refusal Expired = new("grant_expired", "The grant has expired. Do not act; the agent has to declare a new intent.");

    public static readonly Refusal Revoked = new("wrong_state", "The grant was revoked. Do not act.");

    public static readonly Refusal Stopped = new("wrong_state", "A stop is in force for this. Do not act, nor if you redeemed it before and have not acted yet. Nothing was consumed.");

    public static readonly Refusal EpisodeOver = new("wrong_state", "The break-glass episode this was granted under is over, or was a drill. Do not act, nor if you redeemed it before and have not acted yet. Nothing was consumed.");

    public static readonly Refusal AlreadyRedeemed = new("already_redeemed", "The grant was redeemed already. Do not act again.");

    public static readonly Refusal ParametersMismatch = new("parameters_mismatch", "The parameters are not those that were approved. Nothing was consumed; execute the approved ones or nothing.");

    public static readonly Refusal ClientInactive = new("wrong_state", "The agent or its owner is not active any more. Do not act.");

    public static readonly Refusal NoLongerAllowed = new("wrong_state", "Type or tool are no longer allowed for this agent. Do not act.");

    public static readonly Refusal ApprovalInvalid = new("wrong_state", "An approval no longer verifies. Do not act.");

    public static readonly Refusal PolicyAsksMore = new("wrong_state", "Policy now asks for more than was signed. Do not act; the agent has to declare a new intent.");

    public static readonly Refusal PolicyFailed = new("unavailable", "Policy could not decide again. Nothing was consumed; do not act, and try again later.");

    public static readonly Refusal PolicyDenies = new("wrong_state", "Policy now denies this, so the grant was revoked. Do not act.");

    public static readonly Refusal KeyMissing = new("malformed", "Send an Idempotency-Key header of 1 to 200 printable ASCII characters.");

    public static readonly Refusal NotRedeemer = new("not_found", "There is no such grant, or your point did not redeem it.");

    public static readonly Refusal OutcomeTold = new("wrong_state", "The outcome of this grant was reported already. It stands as it is.");

    public static Refusal BadBody(params FieldError[] errors) => new Refusal("invalid_field", "Mend the places named. Nothing was consumed.").At(errors);
}
