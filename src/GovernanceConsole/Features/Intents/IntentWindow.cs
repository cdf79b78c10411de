using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GovernanceConsole.Features.Intents;

/// <summary>
/// A bucket of a sliding window: how many intents and how much money under one key. A window counts its oldest bucket whole, so it may say a little more than
/// the exact sum, never less; and it costs the same however many intents there were.
/// </summary>
internal sealed class IntentWindow
{
    public required string Key { get; init; }

    public required DateTime BucketAt { get; init; }

    public int Count { get; set; }

    public long SumMinor { get; set; }
}

internal sealed class IntentWindowTable : IEntityTypeConfiguration<IntentWindow>
{
    public void Configure(EntityTypeBuilder<IntentWindow> builder)
    {
        builder.ToTable("intent_windows").HasKey(w => new { w.Key, w.BucketAt });
        builder.Property(w => w.Key).HasMaxLength(200);
        builder.HasIndex(w => w.BucketAt);
    }
}
