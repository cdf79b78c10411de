namespace GovernanceConsole.Domain.People;

/// <summary>Whoever acts: a signed-in person, an agent, an enforcement point, or the console itself (time passing, set-up, the demo's installer).</summary>
/// <param name="Kind">What sort of actor.</param>
/// <param name="Id">The id that stands in the log. For the console: <c>console</c>.</param>
public sealed record Actor(ActorKind Kind, string Id)
{
    /// <summary>The console acting because time passed or because it was started.</summary>
    public static readonly Actor Console = new(ActorKind.Console, "console");

    /// <summary>Nobody yet: the holder of a set-up or invitation secret.</summary>
    public static readonly Actor Nobody = new(ActorKind.Nobody, "nobody");

    public static Actor Person(string id) => new(ActorKind.Person, id);

    public static Actor Agent(string id) => new(ActorKind.Agent, id);

    public static Actor Point(string id) => new(ActorKind.Point, id);
}

/// <summary>The sorts of actor.</summary>
public enum ActorKind
{
    Nobody,
    Person,
    Agent,
    Point,
    Console,
}
