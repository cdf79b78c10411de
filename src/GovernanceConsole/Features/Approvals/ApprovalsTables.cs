using GovernanceConsole.Domain.Approvals;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GovernanceConsole.Features.Approvals;

/// <summary>Signatures and the ceremonies that ask for them. One person signs an intent once: the unique index says so even where a rule forgets.</summary>
internal sealed class ApprovalsTables : IEntityTypeConfiguration<SignedApproval>, IEntityTypeConfiguration<SigningCeremony>
{
    public void Configure(EntityTypeBuilder<SignedApproval> builder)
    {
        builder.ToTable("signed_approvals").HasKey(a => a.Id);
        builder.Property(a => a.Id).HasMaxLength(40);
        builder.Property(a => a.IntentId).HasMaxLength(40);
        builder.Property(a => a.PersonId).HasMaxLength(40);
        builder.Property(a => a.ForId).HasMaxLength(40);
        builder.Property(a => a.Seats).HasMaxLength(400).HasDefaultValue("asked").ValueGeneratedNever();
        builder.Ignore(a => a.Signed);
        builder.Ignore(a => a.Cast);
        builder.HasIndex(a => new { a.IntentId, a.PersonId }).IsUnique();
        builder.HasIndex(a => new { a.PersonId, a.SignedAt });
    }

    public void Configure(EntityTypeBuilder<SigningCeremony> builder)
    {
        builder.ToTable("signing_ceremonies").HasKey(c => c.Id);
        builder.Property(c => c.Id).HasMaxLength(40);
        builder.Property(c => c.Memo).HasMaxLength(8000);
        builder.HasIndex(c => c.ExpiresAt);
    }
}
