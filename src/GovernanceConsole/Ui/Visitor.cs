using GovernanceConsole.Data;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;

namespace GovernanceConsole.Ui;

/// <summary>
/// Who looks at the page, for what is shown and what is not: name, roles, groups, zone, read now. Decides nothing: every act and every read checks its own permission.
/// </summary>
internal sealed class Visitor(CurrentPerson current, Database database, Work work)
{
    /// <summary>As whom pages read and act.</summary>
    public Task<Actor> Actor() => current.Actor();

    /// <summary>Null for nobody, for the unknown and for the suspended.</summary>
    public async Task<Standing?> Standing()
    {
        var actor = await current.Actor();
        if (actor.Kind != ActorKind.Person)
            return null;
        await using var db = database.Read();
        return await Features.People.Standing.Of(db, actor.Id, work.Now());
    }
}
