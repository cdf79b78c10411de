using GovernanceConsole.Domain.KillSwitch;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GovernanceConsole.Features.Stops;

/// <summary>Stops, the steps of their release, and what enforcement points said. All kept for good.</summary>
internal sealed class StopTables : IEntityTypeConfiguration<Stop>, IEntityTypeConfiguration<StopRelease>, IEntityTypeConfiguration<StopConfirmation>
{
    public void Configure(EntityTypeBuilder<Stop> builder)
    {
        builder.ToTable("stops").HasKey(s => s.Id);
        builder.Property(s => s.Id).HasMaxLength(40);
        builder.Property(s => s.Value).HasMaxLength(400);
        builder.Ignore(s => s.Scope).Ignore(s => s.Standing);
        builder.HasIndex(s => new { s.Stage, s.PlacedAt });
        builder.HasIndex(s => s.Sequence);
    }

    public void Configure(EntityTypeBuilder<StopRelease> builder)
    {
        builder.ToTable("stop_releases").HasKey(r => r.Id);
        builder.Property(r => r.Id).HasMaxLength(40);
        builder.HasIndex(r => new { r.StopId, r.Stage }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<StopConfirmation> builder)
    {
        builder.ToTable("stop_confirmations").HasKey(c => new { c.StopId, c.PointId });
        builder.Property(c => c.StopId).HasMaxLength(40);
        builder.Property(c => c.PointId).HasMaxLength(40);
    }
}
