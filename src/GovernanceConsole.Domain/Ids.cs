using System.Buffers;

namespace GovernanceConsole.Domain;

/// <summary>
/// The prefixes of identifiers. An id is prefix + 26 characters of Crockford base32 (48 bits of milliseconds, 80 bits of chance, as in ULID), made by the host's one id source.
/// Ids are opaque and case-sensitive; nothing orders by them.
/// </summary>
public static class Ids
{
    public const string Intent = "int_";
    public const string Evaluation = "eval_";
    public const string Approval = "apr_";
    public const string Ceremony = "cer_";
    public const string Grant = "grt_";
    public const string Agent = "agt_";
    public const string Point = "pnt_";
    public const string Person = "per_";
    public const string Invitation = "inv_";
    public const string Session = "ses_";
    public const string Notice = "ntc_";
    public const string Token = "tok_";
    public const string Transaction = "txn_";
    public const string StandingChange = "chg_";
    public const string Activation = "act_";
    public const string Stop = "stp_";
    public const string StopRelease = "rel_";
    public const string Episode = "bgl_";
    public const string Incident = "icd_";
    public const string Rotation = "rot_";
    public const string Absence = "abs_";
    public const string CalendarLink = "cal_";
    public const string EscalationTree = "tre_";
    public const string Handover = "hnd_";
    public const string Question = "qst_";
    public const string Outbox = "out_";
    public const string Channel = "chn_";
    public const string Delivery = "dlv_";
    public const string Alert = "alr_";
    public const string Drill = "drl_";

    /// <summary>True when <paramref name="id"/> has the given prefix and the shape of an id; says nothing about existence.</summary>
    public static bool Is(string prefix, string? id) =>
        id is not null && id.Length == prefix.Length + 26 && id.StartsWith(prefix, StringComparison.Ordinal)
        && id.AsSpan(prefix.Length).IndexOfAnyExcept(Letters) < 0;

    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    /// <summary>Crockford's base32, lower case.</summary>
    public const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
}
