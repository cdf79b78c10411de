using GovernanceConsole.Data;

namespace GovernanceConsole.Platform;

/// <summary>
/// What the writer reads again and again of the tables that say who is who, kept until one of them is written. Right also within an act that changes them and after one that was undone, because
/// both move the stamp. For acts only: the writer is one, so nothing is shared between threads.
/// </summary>
internal sealed class Kept(Database database)
{
    private readonly Dictionary<Delegate, (long Stamp, object Value)> _readings = [];

    /// <param name="db">The writer's context.</param>
    /// <param name="read">A static method; what it read is kept under its name.</param>
    public async ValueTask<T> Of<T>(GovernanceDb db, Func<GovernanceDb, Task<T>> read)
        where T : class
    {
        if (_readings.TryGetValue(read, out var kept) && kept.Stamp == database.StandingStamp)
            return (T)kept.Value;
        var value = await read(db);
        _readings[read] = (database.StandingStamp, value);
        return value;
    }
}
