using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;
using GovernanceConsole.Ui;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.People;

/// <summary>A one-time link as its issuer sees it, once. The secret stands in the fragment, which no browser sends to a server.</summary>
internal sealed record IssuedLink(string InvitationId, string? PersonId, string Secret, DateTime ExpiresAt)
{
    public string Url(Place place, InvitationKind kind) =>
        place.Origins[0] + (kind == InvitationKind.SetUp ? Links.SetUp : Links.Invitation) + "#" + Secret;
}

/// <summary>Makes and finds one-time links. A new link for the same person withdraws the ones before it.</summary>
internal static class Invitations
{
    public static async Task<IssuedLink> Issue(Act act, InvitationKind kind, string? personId, string issuedById)
    {
        await Withdraw(act, personId, kind);
        var secret = LinkSecret.New(act.Ids);
        var invitation = new Invitation
        {
            Id = act.Ids.New(Ids.Invitation),
            SecretHash = secret.Hash,
            Kind = kind,
            PersonId = personId,
            IssuedById = issuedById,
            IssuedAt = act.Now,
            ExpiresAt = act.Now + InvitationRules.Lifetime(kind),
        };
        act.Db.Invitations.Add(invitation);
        return new IssuedLink(invitation.Id, personId, secret.Text, invitation.ExpiresAt);
    }

    /// <summary>Ends every open link of the person (or of set-up, where there is none yet).</summary>
    public static Task<int> Withdraw(Act act, string? personId, InvitationKind? kind = null) =>
        act.Db.Invitations.Where(i => i.PersonId == personId && (kind == null || i.Kind == kind) && i.UsedAt == null && i.WithdrawnAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.WithdrawnAt, (DateTime?)act.Now));

    /// <summary>The link that a secret opens, whatever its state; null when there is none.</summary>
    public static async Task<Invitation?> Find(GovernanceDb db, string? secret) =>
        LinkSecret.HashOf(secret) is { } hash ? await db.Invitations.AsNoTracking().SingleOrDefaultAsync(i => i.SecretHash == hash) : null;
}
