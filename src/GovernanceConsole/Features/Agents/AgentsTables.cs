using GovernanceConsole.Domain.Agents;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GovernanceConsole.Features.Agents;

/// <summary>Agents, enforcement points, the audiences they serve and the keys they hold.</summary>
internal sealed class AgentsTables : IEntityTypeConfiguration<Agent>, IEntityTypeConfiguration<EnforcementPoint>, IEntityTypeConfiguration<PointAudience>,
    IEntityTypeConfiguration<ClientKey>
{
    public void Configure(EntityTypeBuilder<Agent> builder)
    {
        builder.ToTable("agents").HasKey(a => a.Id);
        builder.Property(a => a.Id).HasMaxLength(40);
        builder.Property(a => a.Name).HasMaxLength(120);
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.HasIndex(a => a.Name).IsUnique();
        builder.HasIndex(a => a.OwnerId);
    }

    public void Configure(EntityTypeBuilder<EnforcementPoint> builder)
    {
        builder.ToTable("points").HasKey(p => p.Id);
        builder.Property(p => p.Id).HasMaxLength(40);
        builder.Property(p => p.Name).HasMaxLength(120);
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.HasIndex(p => p.Name).IsUnique();
    }

    public void Configure(EntityTypeBuilder<PointAudience> builder)
    {
        builder.ToTable("point_audiences").HasKey(a => a.Audience);
        builder.Property(a => a.Audience).HasMaxLength(400);
        builder.HasIndex(a => a.PointId);
    }

    public void Configure(EntityTypeBuilder<ClientKey> builder)
    {
        builder.ToTable("client_keys").HasKey(k => k.Thumbprint);
        builder.Property(k => k.Thumbprint).HasMaxLength(60);
    }
}
