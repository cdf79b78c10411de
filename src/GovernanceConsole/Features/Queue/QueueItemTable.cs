using GovernanceConsole.Domain.Queue;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GovernanceConsole.Features.Queue;

/// <summary>
/// The exception queue. Each index serves one order of the page, with the sequence as tie-break, so that a page costs the same at 100 and at 100,000 items; an open item stands in those of what is open, and a closed one
/// only in that of the history.
/// </summary>
internal sealed class QueueItemTable : IEntityTypeConfiguration<QueueItem>
{
    private static readonly string Open = $"\"State\" = {(int)QueueState.Open}";

    public void Configure(EntityTypeBuilder<QueueItem> builder)
    {
        builder.ToTable("queue_items").HasKey(q => q.IntentId);
        builder.Property(q => q.IntentId).HasMaxLength(40);
        // Columns that came later: the default is for rows of before, never for ours.
        builder.Property(q => q.Requires).HasMaxLength(300).HasDefaultValue("").ValueGeneratedNever();
        builder.Property(q => q.Denials).HasDefaultValue(0).ValueGeneratedNever();
        builder.Property(q => q.DenialsEnd).HasDefaultValue(1).ValueGeneratedNever();
        builder.Ignore(q => q.Requirement);
        builder.Property(q => q.Target).HasMaxLength(80);
        // Columns that came later: rows of before have their defaults, and every new row brings its own value.
        builder.Property(q => q.Sameness).HasMaxLength(80).HasDefaultValue("").ValueGeneratedNever();
        builder.Property(q => q.Repeats).HasDefaultValue(0).ValueGeneratedNever();
        builder.Property(q => q.Version).IsConcurrencyToken();
        builder.HasIndex(q => new { q.Risk, q.DueAt, q.Sequence }).HasFilter(Open);
        builder.HasIndex(q => new { q.DueAt, q.Sequence }).HasFilter(Open);
        builder.HasIndex(q => new { q.Type, q.DueAt, q.Sequence }).HasFilter(Open);
        builder.HasIndex(q => new { q.AgentId, q.DueAt, q.Sequence }).HasFilter(Open);
        builder.HasIndex(q => new { q.ClosedAt, q.Sequence }).HasFilter("\"ClosedAt\" IS NOT NULL");
        builder.HasIndex(q => new { q.AgentId, q.Sameness }).HasFilter(Open);
        builder.HasIndex(q => new { q.AgentId, q.EnqueuedAt });
    }
}
