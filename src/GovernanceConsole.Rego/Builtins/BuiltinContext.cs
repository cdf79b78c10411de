using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>
/// What a builtin may know of the evaluation it runs in: the pinned time and the budget. The evaluator implements it; a builtin whose work
/// depends on its arguments charges for it before it does it, so that none can hang or exhaust the process.
/// </summary>
public abstract class BuiltinContext
{
    /// <summary>Characters or members one result may have.</summary>
    public const int MaxOutput = 4_000_000;

    /// <summary>Characters of text that cost one step.</summary>
    private const int CharactersPerStep = 32;

    /// <summary>The instant the decision is pinned to, in nanoseconds since 1970: the only clock of a policy.</summary>
    public abstract long Now { get; }

    /// <summary>Why the last builtin gave no value, null when it simply is undefined. Strict evaluation makes it an error.</summary>
    public BuiltinFailure? Failure { get; private set; }

    /// <summary>Takes steps from the budget; throws a <see cref="RegoException"/> of code eval_cancel_error when none is left.</summary>
    public abstract void Charge(long steps);

    /// <summary>Charges for reading or writing a text.</summary>
    public void ChargeText(long characters) => Charge(1 + (characters / CharactersPerStep));

    /// <summary>Refuses a result that would be too large, before it is made.</summary>
    public void ReserveOutput(long size)
    {
        if (size > MaxOutput) throw new RegoException(RegoErrorCodes.Cancelled, $"the result of a builtin would have more than {MaxOutput} characters or members");
        ChargeText(size);
    }

    /// <summary>Forgets the last failure; the evaluator calls it before a builtin whose failure it wants to know.</summary>
    public void ClearFailure() => Failure = null;

    internal Value? Fail(string builtin, BuiltinException error) => Fail(builtin, error.Code, error.Message);

    internal Value? Fail(string builtin, string code, string message)
    {
        Failure = new BuiltinFailure(code, builtin, message);
        return null;
    }
}
