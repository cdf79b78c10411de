using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GovernanceConsole.Data;

/// <summary>A leaf of the log: the V1 bytes as hashed, and columns repeated from them for lists. Append-only.</summary>
internal sealed class LogEntry
{
    /// <summary>Position in the tree, from 0.</summary>
    public required long Index { get; init; }

    /// <summary>The bytes whose hash is the leaf (Domain/Audit/Formats/V1).</summary>
    public required byte[] Leaf { get; init; }

    /// <summary>RFC 6962 leaf hash of <see cref="Leaf"/>.</summary>
    public required byte[] LeafHash { get; init; }

    public required DateTime At { get; init; }

    public required string Type { get; init; }

    public required string ActorId { get; init; }

    public required string SubjectId { get; init; }
}

/// <summary>The erasable side of a log entry: names and parameters, with the salt of the digest that stands in the leaf.</summary>
internal sealed class AuditDetail
{
    public required long Index { get; init; }

    /// <summary>16 random bytes; null together with <see cref="Detail"/> once erased.</summary>
    public byte[]? Salt { get; set; }

    /// <summary>JCS bytes.</summary>
    public byte[]? Detail { get; set; }
}

/// <summary>The root of a full tile: level 8 covers 256 leaves, level 16 covers 65,536.</summary>
internal sealed class LogNode
{
    public required int Level { get; init; }

    public required long Index { get; init; }

    public required byte[] Hash { get; init; }
}

/// <summary>A signed tree head (C2SP tlog-checkpoint), one a commit.</summary>
internal sealed class LogCheckpoint
{
    public required long Size { get; init; }

    public required string Note { get; init; }
}

/// <summary>The one row that says how far the log reaches; its conditional update fences a second writer.</summary>
internal sealed class LogState
{
    public required int Id { get; init; }

    public required long Size { get; set; }

    public required byte[] Frontier { get; set; }
}

/// <summary>The one row that says what this database is: real or demo, and under which log origin. A console refuses the other sort.</summary>
internal sealed class Installation
{
    public required int Id { get; init; }

    public required bool Demo { get; init; }

    public required string LogOrigin { get; init; }

    public required DateTime CreatedAt { get; init; }
}

internal sealed class LogTables : IEntityTypeConfiguration<LogEntry>, IEntityTypeConfiguration<AuditDetail>, IEntityTypeConfiguration<LogNode>,
    IEntityTypeConfiguration<LogCheckpoint>, IEntityTypeConfiguration<LogState>, IEntityTypeConfiguration<Installation>
{
    public void Configure(EntityTypeBuilder<LogEntry> builder)
    {
        builder.ToTable("log_entries").HasKey(e => e.Index);
        builder.Property(e => e.Index).ValueGeneratedNever();
        builder.Property(e => e.Type).HasMaxLength(60);
        builder.Property(e => e.ActorId).HasMaxLength(60);
        builder.Property(e => e.SubjectId).HasMaxLength(60);
        builder.HasIndex(e => new { e.Type, e.Index });
        builder.HasIndex(e => new { e.ActorId, e.Index });
        builder.HasIndex(e => new { e.SubjectId, e.Index });
    }

    public void Configure(EntityTypeBuilder<AuditDetail> builder)
    {
        builder.ToTable("audit_details").HasKey(d => d.Index);
        builder.Property(d => d.Index).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<LogNode> builder) => builder.ToTable("log_nodes").HasKey(n => new { n.Level, n.Index });

    public void Configure(EntityTypeBuilder<LogCheckpoint> builder)
    {
        builder.ToTable("log_checkpoints").HasKey(c => c.Size);
        builder.Property(c => c.Size).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<LogState> builder)
    {
        builder.ToTable("log_state").HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<Installation> builder)
    {
        builder.ToTable("installation").HasKey(i => i.Id);
        builder.Property(i => i.Id).ValueGeneratedNever();
    }
}
