using GovernanceConsole.Domain.People;

namespace GovernanceConsole.Tests.World;

/// <summary>Somebody with a passkey.</summary>
internal sealed class WorldPerson(World world, string id, string name, SoftAuthenticator key)
{
    public string Id => id;

    public string Name => name;

    public SoftAuthenticator Key => key;

    public Actor Actor => Actor.Person(id);

    private World World => world;
}
