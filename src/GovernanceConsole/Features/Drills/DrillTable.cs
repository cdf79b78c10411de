using GovernanceConsole.Domain.Oversight;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GovernanceConsole.Features.Drills;

/// <summary>Drills, planned and over. Kept for good: a receipt of a decoy is proven by them.</summary>
internal sealed class DrillTable : IEntityTypeConfiguration<Drill>
{
    public void Configure(EntityTypeBuilder<Drill> builder)
    {
        builder.ToTable("drills").HasKey(d => d.Id);
        builder.Property(d => d.Id).HasMaxLength(40);
        builder.Property(d => d.IntentId).HasMaxLength(40);
        builder.Property(d => d.AgentId).HasMaxLength(40);
        builder.Property(d => d.PlannedById).HasMaxLength(40);
        builder.Property(d => d.Lesson).HasMaxLength(500);
        builder.Property(d => d.Commitment).HasMaxLength(80);
        builder.Property(d => d.Team).HasMaxLength(80);
        builder.Ignore(d => d.IsOver);
        builder.HasIndex(d => d.IntentId).IsUnique();
        builder.HasIndex(d => new { d.State, d.OpensAt });
        builder.HasIndex(d => d.AgentId);
    }
}
