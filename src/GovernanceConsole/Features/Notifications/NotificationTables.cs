using GovernanceConsole.Domain.Notifications;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GovernanceConsole.Features.Notifications;

/// <summary>Channels with their sealed secrets, and what went out by them.</summary>
internal sealed class NotificationTables : IEntityTypeConfiguration<Channel>, IEntityTypeConfiguration<Delivery>, IEntityTypeConfiguration<DeliveryAttempt>
{
    public void Configure(EntityTypeBuilder<Channel> builder)
    {
        builder.ToTable("channels").HasKey(c => c.Id);
        builder.Property(c => c.Id).HasMaxLength(40);
        builder.Property(c => c.PersonId).HasMaxLength(40);
        builder.Property(c => c.Scope).HasMaxLength(80);
        builder.Property(c => c.Name).HasMaxLength(120);
        builder.Property(c => c.Hint).HasMaxLength(300);
        builder.Property(c => c.SealedAddress).HasMaxLength(8000);
        builder.Property(c => c.SealedSecret).HasMaxLength(1000);
        builder.Property(c => c.SealedFormer).HasMaxLength(1000);
        builder.Ignore(c => c.IsOn);
        builder.HasIndex(c => new { c.PersonId, c.RemovedAt });
    }

    public void Configure(EntityTypeBuilder<Delivery> builder)
    {
        builder.ToTable("deliveries").HasKey(d => d.Id);
        builder.Property(d => d.Id).HasMaxLength(40);
        builder.Property(d => d.ChannelId).HasMaxLength(40);
        builder.Property(d => d.NoticeId).HasMaxLength(40);
        builder.Property(d => d.IntentId).HasMaxLength(40);
        builder.Property(d => d.LastSays).HasMaxLength(300);
        builder.HasIndex(d => new { d.State, d.NextAt });
        builder.HasIndex(d => new { d.MadeAt, d.Id });
        builder.HasIndex(d => new { d.ChannelId, d.MadeAt });
    }

    public void Configure(EntityTypeBuilder<DeliveryAttempt> builder)
    {
        builder.ToTable("delivery_attempts").HasKey(a => new { a.DeliveryId, a.Number });
        builder.Property(a => a.DeliveryId).HasMaxLength(40);
        builder.Property(a => a.Says).HasMaxLength(300);
    }
}
