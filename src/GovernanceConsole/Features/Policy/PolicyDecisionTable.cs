using GovernanceConsole.Domain.Policy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GovernanceConsole.Features.Policy;

/// <summary>Every evaluation that counted, append-only.</summary>
internal sealed class PolicyDecisionTable : IEntityTypeConfiguration<PolicyDecision>
{
    public void Configure(EntityTypeBuilder<PolicyDecision> builder)
    {
        builder.ToTable("policy_decisions").HasKey(d => d.Id);
        builder.Property(d => d.Id).HasMaxLength(40);
        builder.Property(d => d.IntentId).HasMaxLength(40);
        builder.Property(d => d.Rules).HasMaxLength(1000);
        builder.HasIndex(d => d.IntentId);
    }
}
