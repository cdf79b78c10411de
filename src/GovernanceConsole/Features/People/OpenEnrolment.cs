using System.Text.Json;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.People;

/// <summary>What a one-time link is good for, told to whoever holds its secret.</summary>
internal sealed record LinkNews(InvitationKind Kind, string? Name, DateTime ExpiresAt);

/// <summary>What the holder of a set-up link says of themselves; kept with the ceremony until the passkey is there.</summary>
internal sealed record SetUpMemo(string Name, string Zone);

/// <summary>
/// Opens a one-time link with its secret: says what it is for, and asks the browser for a first passkey. Changes nothing yet; the link is spent by <see cref="EnrolFirstPasskey"/>.
/// </summary>
internal sealed class OpenEnrolment(Work work, Database database, PasskeyEnrolment enrolment)
{
    /// <summary>What the link is for. Refused when it does not work, with why.</summary>
    public async Task<Outcome<LinkNews>> Look(string? secret)
    {
        await using var db = database.Read();
        var invitation = await Invitations.Find(db, secret);
        if (await Refused(db, invitation) is { } refusal)
            return refusal;
        var name = invitation!.PersonId is null ? null : await db.People.Where(p => p.Id == invitation.PersonId).Select(p => p.Name).SingleAsync();
        return new LinkNews(invitation.Kind, name, invitation.ExpiresAt);
    }

    /// <param name="secret">The link's secret.</param>
    /// <param name="name">For set-up: the first operator's name.</param>
    /// <param name="zone">For set-up: their time zone.</param>
    public async Task<Outcome<AskedSignature>> Handle(string? secret, string? name, string? zone)
    {
        await using var db = database.Read();
        var invitation = await Invitations.Find(db, secret);
        if (await Refused(db, invitation) is { } refusal)
            return refusal;

        string? memo = null;
        Outcome<string> shown;
        if (invitation!.Kind == InvitationKind.SetUp)
        {
            shown = PersonRules.Name(name);
            if (shown.IsRefused)
                return shown.Refusal;
            var lives = PersonRules.Zone(zone);
            memo = JsonSerializer.Serialize(new SetUpMemo(shown.Value, lives.IsRefused ? "UTC" : lives.Value));
        }
        else
        {
            shown = await db.People.Where(p => p.Id == invitation.PersonId).Select(p => p.Name).SingleAsync();
        }

        var opened = await work.Do<Domain.Approvals.SigningCeremony>(Actor.Nobody, act => Task.FromResult<Outcome<Domain.Approvals.SigningCeremony>>(
            Ceremonies.OpenNonce(act, Ceremonies.FirstPasskey, invitation.PersonId ?? act.Ids.New(Ids.Person), invitation.Id, memo)));
        return opened.IsRefused ? opened.Refusal : new AskedSignature(opened.Value.Id, await enrolment.Options(opened.Value, opened.Value.PersonId!, shown.Value));
    }

    private async Task<Refusal?> Refused(GovernanceDb db, Invitation? invitation)
    {
        if (InvitationRules.Works(invitation, work.Now()) is { } refusal)
            return refusal;
        if (invitation!.Kind == InvitationKind.SetUp)
            return await Operators.EverExisted(db) ? PersonRefusals.SetUpDone : null;
        return await db.People.AnyAsync(p => p.Id == invitation.PersonId && p.SuspendedAt == null) ? null : PersonRefusals.Suspended;
    }
}
