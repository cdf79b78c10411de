using GovernanceConsole.Domain.Queue;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GovernanceConsole.Features.Queue;

/// <summary>What people said about open items: to whom they passed one on, and what they asked whom. Kept for good.</summary>
internal sealed class ItemTables : IEntityTypeConfiguration<ItemHandover>, IEntityTypeConfiguration<ItemQuestion>
{
    public void Configure(EntityTypeBuilder<ItemHandover> builder)
    {
        builder.ToTable("item_handovers").HasKey(h => h.Id);
        builder.Property(h => h.Id).HasMaxLength(40);
        builder.Property(h => h.IntentId).HasMaxLength(40);
        builder.Property(h => h.FromId).HasMaxLength(40);
        builder.Property(h => h.Target).HasMaxLength(80);
        builder.Property(h => h.Reason).HasMaxLength(500);
        builder.HasIndex(h => new { h.IntentId, h.At });
    }

    public void Configure(EntityTypeBuilder<ItemQuestion> builder)
    {
        builder.ToTable("item_questions").HasKey(q => q.Id);
        builder.Property(q => q.Id).HasMaxLength(40);
        builder.Property(q => q.IntentId).HasMaxLength(40);
        builder.Property(q => q.AskedById).HasMaxLength(40);
        builder.Property(q => q.PersonId).HasMaxLength(40);
        builder.Property(q => q.Question).HasMaxLength(500);
        builder.Property(q => q.Answer).HasMaxLength(500);
        builder.HasIndex(q => new { q.IntentId, q.AskedAt });
        builder.HasIndex(q => new { q.PersonId, q.AnsweredAt });
    }
}
