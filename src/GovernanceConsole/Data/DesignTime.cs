using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace GovernanceConsole.Data;

/// <summary>What <c>dotnet ef</c> makes the model from when it writes a migration: the provider alone. It never opens the file.</summary>
internal sealed class DesignTime : IDesignTimeDbContextFactory<SqliteGovernanceDb>
{
    public SqliteGovernanceDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteGovernanceDb>().UseSqlite("Data Source=design-time.db").Options);
}
