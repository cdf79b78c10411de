using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Domain.KillSwitch;

/// <summary>
/// The clocks of a held intent. They stand still while it is held and are given back exactly what they lost; the agent's own deadline never moves, so it can pass in the meantime. A clock that was set
/// back gives nothing and takes nothing.
/// </summary>
public static class HeldClock
{
    /// <summary>When something that was due at <paramref name="due"/> is due after the hold.</summary>
    public static DateTime Resume(DateTime due, DateTime heldAt, DateTime now, DateTime? deadline)
    {
        var resumed = now > heldAt ? due + (now - heldAt) : due;
        return deadline < resumed ? deadline.Value : resumed;
    }

    /// <summary>True when the intent's time is over: its limit, or while it is held the agent's deadline alone.</summary>
    public static bool IsOver(Intent intent, DateTime now) => intent.Held ? intent.Deadline <= now : intent.ExpiresAt <= now;
}
