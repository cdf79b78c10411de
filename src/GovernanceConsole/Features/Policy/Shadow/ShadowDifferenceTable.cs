using GovernanceConsole.Domain.Policy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GovernanceConsole.Features.Policy.Shadow;

/// <summary>The last differences of each kind; not part of any decision, and not for good.</summary>
internal sealed class ShadowDifferenceTable : IEntityTypeConfiguration<ShadowDifference>
{
    public const int BecauseLength = 500;

    public void Configure(EntityTypeBuilder<ShadowDifference> builder)
    {
        builder.ToTable("policy_shadow_differences").HasKey(d => d.EvaluationId);
        builder.Property(d => d.EvaluationId).HasMaxLength(40);
        builder.Property(d => d.IntentId).HasMaxLength(40);
        builder.Property(d => d.Engine).HasMaxLength(250);
        builder.Property(d => d.Kind).HasMaxLength(80);
        builder.Property(d => d.Because).HasMaxLength(BecauseLength);
        builder.HasIndex(d => new { d.Kind, d.At, d.EvaluationId });
    }
}
