using GovernanceConsole.Domain.Rotation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GovernanceConsole.Features.Rotation;

/// <summary>Rotations and changes to them over time, absences, and the hashes of calendar links.</summary>
internal sealed class RotationTables : IEntityTypeConfiguration<RotationVersion>, IEntityTypeConfiguration<DutyChangeRecord>, IEntityTypeConfiguration<AbsenceRecord>, IEntityTypeConfiguration<CalendarLink>
{
    public void Configure(EntityTypeBuilder<RotationVersion> builder)
    {
        builder.ToTable("rotations").HasKey(r => r.Id);
        builder.Property(r => r.Id).HasMaxLength(40);
        builder.Property(r => r.Name).HasMaxLength(60);
        builder.Property(r => r.Sheet).HasMaxLength(20_000);
        builder.HasIndex(r => new { r.Name, r.UntilAt });
    }

    public void Configure(EntityTypeBuilder<DutyChangeRecord> builder)
    {
        builder.ToTable("duty_changes").HasKey(c => c.Id);
        builder.Property(c => c.Rotation).HasMaxLength(60);
        builder.Property(c => c.PersonId).HasMaxLength(40);
        builder.Property(c => c.InsteadOfId).HasMaxLength(40);
        builder.Ignore(c => c.Change);
        builder.HasIndex(c => new { c.Rotation, c.UntilAt });
    }

    public void Configure(EntityTypeBuilder<AbsenceRecord> builder)
    {
        builder.ToTable("absences").HasKey(a => a.Id);
        builder.Property(a => a.Id).HasMaxLength(40);
        builder.Property(a => a.PersonId).HasMaxLength(40);
        builder.Property(a => a.DelegateId).HasMaxLength(40);
        builder.Ignore(a => a.Absence);
        builder.HasIndex(a => new { a.PersonId, a.UntilAt });
        builder.HasIndex(a => a.UntilAt);
    }

    public void Configure(EntityTypeBuilder<CalendarLink> builder)
    {
        builder.ToTable("calendar_links").HasKey(l => l.Id);
        builder.Property(l => l.Id).HasMaxLength(40);
        builder.Property(l => l.PersonId).HasMaxLength(40);
        builder.Property(l => l.Rotation).HasMaxLength(60);
        builder.HasIndex(l => l.SecretHash).IsUnique();
        builder.HasIndex(l => new { l.PersonId, l.RevokedAt });
    }
}
