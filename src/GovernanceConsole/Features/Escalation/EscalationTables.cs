using GovernanceConsole.Domain.Escalation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GovernanceConsole.Features.Escalation;

/// <summary>Trees over time, where each open item stands in its tree, and whom it was put to on the way. The sweep finds its work by one index, however many items there are.</summary>
internal sealed class EscalationTables : IEntityTypeConfiguration<TreeVersion>, IEntityTypeConfiguration<ItemEscalation>, IEntityTypeConfiguration<ItemAsk>
{
    public void Configure(EntityTypeBuilder<TreeVersion> builder)
    {
        builder.ToTable("escalation_trees").HasKey(t => t.Id);
        builder.Property(t => t.Id).HasMaxLength(40);
        builder.Property(t => t.Name).HasMaxLength(60);
        builder.Property(t => t.Document).HasMaxLength(40_000);
        builder.HasIndex(t => new { t.Name, t.UntilAt });
    }

    public void Configure(EntityTypeBuilder<ItemEscalation> builder)
    {
        builder.ToTable("item_escalations").HasKey(e => e.IntentId);
        builder.Property(e => e.IntentId).HasMaxLength(40);
        builder.Property(e => e.Tree).HasMaxLength(40_000);
        builder.Property(e => e.Version).IsConcurrencyToken();
        builder.Ignore(e => e.Position);
        builder.HasIndex(e => e.LookAt);
    }

    public void Configure(EntityTypeBuilder<ItemAsk> builder)
    {
        builder.ToTable("item_asks").HasKey(a => new { a.IntentId, a.Target });
        builder.Property(a => a.IntentId).HasMaxLength(40);
        builder.Property(a => a.Target).HasMaxLength(80);
        builder.Property(a => a.Of).HasMaxLength(80);
    }
}
