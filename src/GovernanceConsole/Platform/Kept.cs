using GovernanceConsole.Data;

namespace GovernanceConsole.Platform;

/// <summary>
/// Something the writer reads again and again of the tables that say who is who, kept until one of them is written. Right also within an act that changes them and after one that was undone, because
/// both move the stamp. For acts only: the writer is one, so nothing is shared between threads.
/// </summary>
internal sealed class Kept<T>(Func<GovernanceDb, Task<T>> read)
    where T : class
{
    private T? _value;
    private long _stamp = -1;

    public async ValueTask<T> Of(Act act)
    {
        if (_value is null || _stamp != act.StandingStamp)
        {
            _value = await read(act.Db);
            _stamp = act.StandingStamp;
        }
        return _value;
    }
}
