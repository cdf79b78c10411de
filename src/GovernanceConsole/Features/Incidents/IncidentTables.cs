using GovernanceConsole.Domain.Incidents;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GovernanceConsole.Features.Incidents;

/// <summary>Incidents, their steps and what they are about. All kept for good.</summary>
internal sealed class IncidentTables : IEntityTypeConfiguration<Incident>, IEntityTypeConfiguration<IncidentStep>, IEntityTypeConfiguration<IncidentLink>
{
    public void Configure(EntityTypeBuilder<Incident> builder)
    {
        builder.ToTable("incidents").HasKey(i => i.Id);
        builder.Property(i => i.Id).HasMaxLength(40);
        builder.HasIndex(i => new { i.ClosedAt, i.OpenedAt });
    }

    public void Configure(EntityTypeBuilder<IncidentStep> builder)
    {
        builder.ToTable("incident_steps").HasKey(s => new { s.IncidentId, s.Stage });
        builder.Property(s => s.IncidentId).HasMaxLength(40);
    }

    public void Configure(EntityTypeBuilder<IncidentLink> builder)
    {
        builder.ToTable("incident_links").HasKey(l => new { l.IncidentId, l.Kind, l.Reference });
        builder.Property(l => l.IncidentId).HasMaxLength(40);
        builder.Property(l => l.Reference).HasMaxLength(60);
        builder.HasIndex(l => new { l.Kind, l.Reference });
    }
}
