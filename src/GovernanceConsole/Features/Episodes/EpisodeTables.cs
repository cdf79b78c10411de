using GovernanceConsole.Domain.BreakGlass;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GovernanceConsole.Features.Episodes;

/// <summary>Break-glass episodes, who signed them, what they used up, and every grant they gave. All kept for good.</summary>
internal sealed class EpisodeTables : IEntityTypeConfiguration<Episode>, IEntityTypeConfiguration<EpisodeSignature>, IEntityTypeConfiguration<EpisodeLimit>, IEntityTypeConfiguration<EpisodeAct>
{
    public void Configure(EntityTypeBuilder<Episode> builder)
    {
        builder.ToTable("glass_episodes").HasKey(e => e.Id);
        builder.Property(e => e.Id).HasMaxLength(40);
        builder.Property(e => e.RequestedById).HasMaxLength(40);
        builder.Property(e => e.Scope).HasMaxLength(20_000);
        builder.Ignore(e => e.Standing);
        builder.HasIndex(e => new { e.State, e.EndsAt });
        builder.HasIndex(e => new { e.RequestedById, e.RequestedAt });
        builder.HasIndex(e => e.ReviewDueAt);
    }

    public void Configure(EntityTypeBuilder<EpisodeSignature> builder)
    {
        builder.ToTable("glass_signatures").HasKey(s => new { s.EpisodeId, s.Place });
        builder.Property(s => s.EpisodeId).HasMaxLength(40);
        builder.Property(s => s.CredentialId).HasMaxLength(1400);
        builder.HasIndex(s => new { s.EpisodeId, s.CredentialId }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<EpisodeLimit> builder)
    {
        builder.ToTable("glass_limits").HasKey(l => new { l.EpisodeId, l.Measure });
        builder.Property(l => l.EpisodeId).HasMaxLength(40);
        builder.Property(l => l.Measure).HasMaxLength(10);
    }

    public void Configure(EntityTypeBuilder<EpisodeAct> builder)
    {
        builder.ToTable("glass_acts").HasKey(a => a.IntentId);
        builder.Property(a => a.IntentId).HasMaxLength(40);
        builder.Property(a => a.EpisodeId).HasMaxLength(40);
        builder.Property(a => a.AgentId).HasMaxLength(40);
        builder.Property(a => a.KeyThumbprint).HasMaxLength(60);
        builder.HasIndex(a => new { a.EpisodeId, a.At });
    }
}
