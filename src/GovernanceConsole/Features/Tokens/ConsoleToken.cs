using GovernanceConsole.Domain.People;

namespace GovernanceConsole.Features.Tokens;

/// <summary>A verified console token: which client speaks, with what rights, until when. Whether it still counts is asked of <see cref="ConsoleTokens"/> on every request.</summary>
/// <param name="Client">The agent or point.</param>
/// <param name="Id">The token's <c>jti</c>.</param>
/// <param name="Scope">What stands in <c>scope</c>, split.</param>
internal sealed record ConsoleToken(Actor Client, string Id, DateTime EndsAt, int Epoch, IReadOnlyList<string> Scope)
{
    /// <summary>Scope of an agent.</summary>
    public const string Intents = "intents";

    /// <summary>Scopes of an enforcement point.</summary>
    public const string Redeem = "redeem";

    public const string Introspect = "introspect";

    /// <summary>Every scope a client of that kind can have.</summary>
    public static IReadOnlyList<string> ScopesOf(ActorKind kind) => kind switch
    {
        ActorKind.Agent => [Intents],
        ActorKind.Point => [Redeem, Introspect],
        _ => [],
    };

    /// <summary>True when the scope was asked for and its kind of client has it.</summary>
    public bool May(string scope) => Scope.Contains(scope) && ScopesOf(Client.Kind).Contains(scope);
}
