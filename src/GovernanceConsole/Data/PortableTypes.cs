using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace GovernanceConsole.Data;

/// <summary>
/// Instants are stored as milliseconds since 1970-01-01T00:00:00Z in a 64-bit integer: every provider orders and compares them the same way, which
/// SQLite does not do for <see cref="DateTimeOffset"/>. They come back as UTC.
/// </summary>
internal sealed class UtcMilliseconds() : ValueConverter<DateTime, long>(at => Of(at), ms => new DateTime(DateTime.UnixEpoch.Ticks + (ms * TimeSpan.TicksPerMillisecond), DateTimeKind.Utc))
{
    public static long Of(DateTime at) => (at.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
}

/// <summary>The conventions that keep one model the same on SQLite, PostgreSQL and SQL Server.</summary>
internal static class PortableTypes
{
    public static void Apply(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<DateTime>().HaveConversion<UtcMilliseconds>();
        conventions.Properties<string>().HaveMaxLength(4000);
    }
}
