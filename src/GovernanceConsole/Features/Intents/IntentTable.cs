using GovernanceConsole.Domain.Intents;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GovernanceConsole.Features.Intents;

/// <summary>Intents. The idempotency key is unique per agent and kept as long as the intent.</summary>
internal sealed class IntentTable : IEntityTypeConfiguration<Intent>
{
    private static readonly string Redeemed = $"\"Status\" = {(int)IntentStatus.Redeemed}";

    public void Configure(EntityTypeBuilder<Intent> builder)
    {
        builder.ToTable("intents").HasKey(i => i.Id);
        builder.Property(i => i.Id).HasMaxLength(40);
        builder.Property(i => i.AgentId).HasMaxLength(40);
        builder.Property(i => i.IdempotencyKey).HasMaxLength(200);
        builder.Property(i => i.Type).HasMaxLength(80);
        builder.Property(i => i.RecipientKey).HasMaxLength(80);
        builder.Property(i => i.Version).IsConcurrencyToken();
        // Came later: intents of before are none.
        builder.Property(i => i.IsDrill).HasDefaultValue(false).ValueGeneratedNever();
        builder.HasIndex(i => new { i.AgentId, i.IdempotencyKey }).IsUnique();
        builder.HasIndex(i => i.Sequence).IsUnique();
        builder.HasIndex(i => new { i.Status, i.ExpiresAt });
        builder.HasIndex(i => new { i.AgentId, i.Type, i.DeclaredAt });
        // What was done for a recipient and what an agent has done of a kind: asked while the writer waits, so never by looking through all that was ever declared.
        builder.HasIndex(i => new { i.Type, i.RecipientKey }).HasFilter(Redeemed);
        builder.HasIndex(i => new { i.AgentId, i.Type, i.Currency, i.DeclaredAt }).HasFilter(Redeemed).HasDatabaseName("IX_intents_redeemed");
    }
}
