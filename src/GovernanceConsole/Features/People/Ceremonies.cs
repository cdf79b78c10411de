using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.People;

/// <summary>
/// The rows behind every signature that is asked for: opened with a challenge, answered within five minutes, spent once by a conditional update that must hit one row.
/// </summary>
internal static class Ceremonies
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    public const string SignIn = "sign-in";

    /// <summary>A person's first passkey, by a one-time link.</summary>
    public const string FirstPasskey = "enrolment";

    /// <summary>A further passkey: first made over a bare nonce, then vouched for under <c>enrolment/1</c>.</summary>
    public const string FurtherPasskey = "further-passkey";

    /// <summary>Opens a ceremony over a bare nonce.</summary>
    public static SigningCeremony OpenNonce(Act act, string typ, string? personId, string? subjectId, string? memo = null) =>
        Open(act, typ, personId, subjectId, act.Ids.Bytes(32), null, memo, null, null, null);

    /// <summary>Opens a ceremony in which the act's actor signs this statement.</summary>
    /// <param name="verdict">For approvals: which way the statement decides.</param>
    /// <param name="display">The document that was shown.</param>
    /// <param name="until">When it ends, where that is before five minutes are over.</param>
    public static SigningCeremony OpenOver(Act act, string typ, string? subjectId, byte[] statement, string? memo = null, ApprovalVerdict? verdict = null, byte[]? display = null, DateTime? until = null) =>
        Open(act, typ, act.Actor.Id, subjectId, SignedStatement.Challenge(statement), statement, memo, verdict, display, until);

    private static SigningCeremony Open(Act act, string typ, string? personId, string? subjectId, byte[] challenge, byte[]? statement, string? memo, ApprovalVerdict? verdict, byte[]? display, DateTime? until)
    {
        var ceremony = new SigningCeremony
        {
            Id = act.Ids.New(Ids.Ceremony),
            Typ = typ,
            PersonId = personId,
            SubjectId = subjectId,
            Verdict = verdict,
            Challenge = challenge,
            Statement = statement,
            DisplayModel = display,
            Memo = memo,
            OpenedAt = act.Now,
            ExpiresAt = until ?? act.Now + Lifetime,
        };
        act.Insert(ceremony);
        act.Ungoverned("A ceremony that nobody has answered changes nothing.");
        return ceremony;
    }

    /// <summary>What a statement that the act's actor is asked to sign now carries.</summary>
    public static StatementFrame Frame(Act act, Place place) => new(place.Issuer, place.RpId, act.Actor.Id, act.Now, act.Now + Lifetime, act.Ids.Bytes(32));

    private static readonly Func<GovernanceDb, string, Task<SigningCeremony?>> ById = EF.CompileAsyncQuery(
        (GovernanceDb db, string id) => db.Ceremonies.AsNoTracking().SingleOrDefault(c => c.Id == id));

    /// <summary>The ceremony somebody answers. Refused when there is none of that sort, or not for this person, or it is over.</summary>
    public static async Task<Outcome<SigningCeremony>> Find(GovernanceDb db, string? id, string typ, string? personId, DateTime now)
    {
        var ceremony = Ids.Is(Ids.Ceremony, id) ? await ById(db, id!) : null;
        return ceremony is null || ceremony.Typ != typ || (personId is not null && ceremony.PersonId != personId) || ceremony.UsedAt is not null || ceremony.ExpiresAt <= now
            ? PeopleRefusals.CeremonyOver
            : ceremony;
    }

    /// <summary>Spends the ceremony in the act that does what was signed. Null when this act is the one; whoever comes second is refused.</summary>
    public static async Task<Refusal?> Spend(Act act, SigningCeremony ceremony)
    {
        var now = UtcMilliseconds.Of(act.Now);
        var spent = await act.Db.Statements.Run("UPDATE signing_ceremonies SET \"UsedAt\" = @p0 WHERE \"Id\" = @p1 AND \"UsedAt\" IS NULL AND \"ExpiresAt\" > @p0", now, ceremony.Id);
        return spent == 1 ? null : PeopleRefusals.CeremonyOver;
    }
}
