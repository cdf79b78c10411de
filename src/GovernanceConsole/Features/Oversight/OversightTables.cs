using GovernanceConsole.Domain.Oversight;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GovernanceConsole.Features.Oversight;

/// <summary>Measurements beside approvals, and the alerts that came of them.</summary>
internal sealed class OversightTables : IEntityTypeConfiguration<CardShowing>, IEntityTypeConfiguration<ApprovalReading>, IEntityTypeConfiguration<OversightAlert>
{
    public void Configure(EntityTypeBuilder<CardShowing> builder)
    {
        builder.ToTable("card_showings").HasKey(s => new { s.IntentId, s.PersonId, s.DisplayDigest });
        builder.Property(s => s.IntentId).HasMaxLength(40);
        builder.Property(s => s.PersonId).HasMaxLength(40);
        builder.Property(s => s.DisplayDigest).HasMaxLength(80);
    }

    public void Configure(EntityTypeBuilder<ApprovalReading> builder)
    {
        builder.ToTable("approval_readings").HasKey(r => r.ApprovalId);
        builder.Property(r => r.ApprovalId).HasMaxLength(40);
        builder.Property(r => r.IntentId).HasMaxLength(40);
        builder.Property(r => r.PersonId).HasMaxLength(40);
        builder.HasIndex(r => new { r.PersonId, r.SignedAt });
        builder.HasIndex(r => r.SignedAt);
    }

    public void Configure(EntityTypeBuilder<OversightAlert> builder)
    {
        builder.ToTable("oversight_alerts").HasKey(a => a.Id);
        builder.Property(a => a.Id).HasMaxLength(40);
        builder.Property(a => a.SubjectId).HasMaxLength(40);
        builder.Property(a => a.SubjectName).HasMaxLength(200);
        builder.Property(a => a.IntentId).HasMaxLength(40);
        builder.Property(a => a.Words).HasMaxLength(400);
        builder.HasIndex(a => new { a.Kind, a.SubjectId, a.At });
        builder.HasIndex(a => a.At);
    }
}
