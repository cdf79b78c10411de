using GovernanceConsole.Domain.Notifications;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GovernanceConsole.Features.Outbox;

/// <summary>What is yet to be told. Small: a row is gone once it was spread.</summary>
internal sealed class OutboxTable : IEntityTypeConfiguration<OutboxEntry>
{
    public void Configure(EntityTypeBuilder<OutboxEntry> builder)
    {
        builder.ToTable("outbox").HasKey(e => e.Id);
        builder.Property(e => e.Id).HasMaxLength(40);
        builder.Property(e => e.SubjectId).HasMaxLength(40);
        builder.HasIndex(e => e.DueAt);
    }
}
