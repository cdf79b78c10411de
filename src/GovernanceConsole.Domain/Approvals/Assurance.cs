using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Approvals;

/// <summary>
/// How sure a signature must be, weakest first; each step holds what the ones before it hold: any passkey with user verification; a passkey bound to its device (WebAuthn L3 §6.1.3, backup eligibility off); two different people. A word
/// that is none of the three is no assurance.
/// </summary>
public static class Assurance
{
    public const string Passkey = "passkey";
    public const string DeviceBound = "device-bound";
    public const string TwoPeople = "two-people";

    private static readonly string[] Ladder = [Passkey, DeviceBound, TwoPeople];

    public static bool IsKnown(string name) => Ladder.Contains(name, StringComparer.Ordinal);

    /// <summary>True when <paramref name="given"/> is <paramref name="wanted"/> or more. What is unknown reaches nothing and is reached by nothing.</summary>
    public static bool Reaches(string given, string wanted) => IsKnown(given) && IsKnown(wanted) && Array.IndexOf(Ladder, given) >= Array.IndexOf(Ladder, wanted);

    public static bool WantsDeviceBound(string assurance) => assurance != Passkey;
}

/// <summary>The least assurance of each risk: the host raises a policy's to it and never lowers one.</summary>
public sealed record AssuranceLadder(string Routine, string Elevated, string High, string Critical)
{
    public static readonly AssuranceLadder Default = new(Assurance.Passkey, Assurance.Passkey, Assurance.DeviceBound, Assurance.TwoPeople);

    public string Of(Risk risk) => risk switch { Risk.Routine => Routine, Risk.Elevated => Elevated, Risk.High => High, _ => Critical };
}
