using GovernanceConsole.Domain.Grants;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GovernanceConsole.Features.Grants;

/// <summary>Grants, at most one an intent, and what makes their tokens single-use.</summary>
internal sealed class GrantTables : IEntityTypeConfiguration<Grant>, IEntityTypeConfiguration<RevokedToken>, IEntityTypeConfiguration<UsedAssertion>
{
    public void Configure(EntityTypeBuilder<Grant> builder)
    {
        builder.ToTable("grants").HasKey(g => g.Id);
        builder.Property(g => g.Id).HasMaxLength(40);
        builder.Property(g => g.RedeemAnswer).HasMaxLength(200_000);
        builder.HasIndex(g => g.IntentId).IsUnique();
        builder.HasIndex(g => g.CurrentTokenId).HasFilter("\"CurrentTokenId\" IS NOT NULL");
        builder.HasIndex(g => new { g.AgentId, g.MintedAt });
    }

    public void Configure(EntityTypeBuilder<RevokedToken> builder)
    {
        builder.ToTable("revoked_tokens").HasKey(t => t.TokenId);
        builder.Property(t => t.TokenId).HasMaxLength(60);
        builder.HasIndex(t => t.ExpiresAt);
    }

    public void Configure(EntityTypeBuilder<UsedAssertion> builder)
    {
        builder.ToTable("used_assertions").HasKey(a => new { a.ClientId, a.TokenId });
        builder.Property(a => a.ClientId).HasMaxLength(40);
        builder.Property(a => a.TokenId).HasMaxLength(200);
        builder.HasIndex(a => a.ExpiresAt);
    }
}
