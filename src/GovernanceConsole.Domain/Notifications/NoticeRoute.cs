namespace GovernanceConsole.Domain.Notifications;

/// <summary>Why somebody is told something: what became of them, or the way a question came to them.</summary>
public enum NoticeRoute
{
    /// <summary>Something about the person themselves changed, or something they answer for.</summary>
    Told = 0,

    /// <summary>An intent was put to them, or to a group they are in.</summary>
    Asked = 1,

    /// <summary>Nobody answered, so the question went on to them, or came round to them again.</summary>
    Escalated = 2,

    /// <summary>They stand in for somebody who is away.</summary>
    StandsIn = 3,

    /// <summary>Something was stopped, or a stop was let go by a step.</summary>
    Stop = 4,

    /// <summary>A change of the policy waits for their signature.</summary>
    Proposal = 5,

    /// <summary>An answer is late. It is recorded and decides nothing.</summary>
    Late = 6,

    /// <summary>Policy obliges the console to tell them.</summary>
    Policy = 7,

    /// <summary>A channel was switched off, so that people are told no more by it.</summary>
    Channel = 8,

    /// <summary>Somebody pressed the test button.</summary>
    Test = 9,

    /// <summary>Somebody passed a question on to them.</summary>
    PassedOn = 10,

    /// <summary>Somebody asks them, or answered them, about an intent; no decision.</summary>
    Talk = 11,

    /// <summary>Glass is broken, or was, or somebody asks them to sign or review it.</summary>
    BreakGlass = 12,

    /// <summary>An incident was opened, or a step of one is theirs.</summary>
    Incident = 13,
}

/// <summary>What follows from a route.</summary>
public static class NoticeRoutes
{
    /// <summary>True where the notice asks for a decision on an intent.</summary>
    public static bool Asks(NoticeRoute route) => route is NoticeRoute.Asked or NoticeRoute.Escalated or NoticeRoute.StandsIn or NoticeRoute.PassedOn;
}
