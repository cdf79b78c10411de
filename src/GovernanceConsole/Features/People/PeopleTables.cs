using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GovernanceConsole.Features.People;

/// <summary>People, what they hold over time, their passkeys, invitations, sessions and notices.</summary>
internal sealed class PeopleTables : IEntityTypeConfiguration<Person>, IEntityTypeConfiguration<RoleHolding>, IEntityTypeConfiguration<GroupMembership>,
    IEntityTypeConfiguration<Passkey>, IEntityTypeConfiguration<Invitation>, IEntityTypeConfiguration<Session>, IEntityTypeConfiguration<Notice>,
    IEntityTypeConfiguration<StandingChange>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("people").HasKey(p => p.Id);
        builder.Property(p => p.Id).HasMaxLength(40);
        builder.Property(p => p.Name).HasMaxLength(120);
        builder.Property(p => p.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<RoleHolding> builder)
    {
        builder.ToTable("role_holdings").HasKey(h => h.Id);
        builder.Property(h => h.PersonId).HasMaxLength(40);
        builder.HasIndex(h => new { h.PersonId, h.UntilAt });
        builder.HasIndex(h => new { h.Role, h.UntilAt });
    }

    public void Configure(EntityTypeBuilder<GroupMembership> builder)
    {
        builder.ToTable("group_memberships").HasKey(m => m.Id);
        builder.Property(m => m.PersonId).HasMaxLength(40);
        builder.Property(m => m.Group).HasMaxLength(60);
        builder.HasIndex(m => new { m.PersonId, m.UntilAt });
        builder.HasIndex(m => new { m.Group, m.UntilAt });
    }

    public void Configure(EntityTypeBuilder<Passkey> builder)
    {
        builder.ToTable("passkeys").HasKey(k => k.CredentialId);
        builder.Property(k => k.CredentialId).HasMaxLength(1400);
        builder.Property(k => k.PersonId).HasMaxLength(40);
        builder.HasIndex(k => k.PersonId);
    }

    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.ToTable("invitations").HasKey(i => i.Id);
        builder.Property(i => i.Id).HasMaxLength(40);
        builder.HasIndex(i => i.SecretHash).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("sessions").HasKey(s => s.Id);
        builder.Property(s => s.Id).HasMaxLength(40);
        builder.HasIndex(s => new { s.PersonId, s.EndedAt });
    }

    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.ToTable("notices").HasKey(n => n.Id);
        builder.Property(n => n.Id).HasMaxLength(40);
        builder.Property(n => n.IntentId).HasMaxLength(40);
        builder.Property(n => n.Path).HasMaxLength(200);
        // A column that came later: the default is for rows of before.
        builder.Property(n => n.Route).HasDefaultValue(default(NoticeRoute)).ValueGeneratedNever();
        builder.HasIndex(n => new { n.PersonId, n.ReadAt });
        builder.HasIndex(n => new { n.IntentId, n.PersonId }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<StandingChange> builder)
    {
        builder.ToTable("standing_changes").HasKey(c => c.Id);
        builder.Property(c => c.Id).HasMaxLength(40);
        builder.Property(c => c.PersonId).HasMaxLength(40);
        builder.HasIndex(c => new { c.PersonId, c.ProposedAt });
        builder.HasIndex(c => c.ExpiresAt);
    }
}
