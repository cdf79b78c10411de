using GovernanceConsole.Domain.Policy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GovernanceConsole.Features.Policy.Bundles;

/// <summary>Bundles and activations, both kept for good.</summary>
internal sealed class BundleTables : IEntityTypeConfiguration<BundleVersion>, IEntityTypeConfiguration<PolicyActivation>
{
    public void Configure(EntityTypeBuilder<BundleVersion> builder)
    {
        builder.ToTable("policy_bundles").HasKey(b => b.Digest);
        builder.Property(b => b.Digest).HasMaxLength(71);
        builder.Property(b => b.Revision).HasMaxLength(80);
        builder.Property(b => b.SignedBy).HasMaxLength(BundleKeyOptions.LongestId);
    }

    public void Configure(EntityTypeBuilder<PolicyActivation> builder)
    {
        builder.ToTable("policy_activations").HasKey(a => a.Id);
        builder.Property(a => a.Id).HasMaxLength(40);
        builder.Property(a => a.BundleDigest).HasMaxLength(71);
        builder.HasIndex(a => a.Sequence).IsUnique();
    }
}
