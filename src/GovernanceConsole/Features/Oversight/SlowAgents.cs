using System.Globalization;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Oversight;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GovernanceConsole.Features.Oversight;

/// <summary>
/// How often one agent may put something to people. Past it a declaration that needs people is refused before anything is stored, so that the same key can be sent again later; operators are told once an hour for each agent. What policy
/// decides alone is not limited here.
/// </summary>
internal sealed class SlowAgents(Work work, Database database, IOptions<OversightOptions> options)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private static readonly Func<GovernanceDb, string, int, Task<DateTime?>> Newest = EF.CompileAsyncQuery((GovernanceDb db, string agent, int skip) =>
        db.QueueItems.Where(q => q.AgentId == agent).OrderByDescending(q => q.EnqueuedAt).Skip(skip).Select(q => (DateTime?)q.EnqueuedAt).FirstOrDefault());

    /// <summary>True when the agent has put as many items to people within the last hour as it may.</summary>
    public async Task<bool> HasAskedEnough(Act act, string agentId) =>
        options.Value.EscalationsPerHour is > 0 and var most && await Newest(act.Db, agentId, most - 1) > act.Now - Window;

    /// <summary>Tells operators, in an act of its own, because the refused one leaves nothing.</summary>
    public async Task Tell(string agentId)
    {
        await using (var db = database.Read())
        {
            if (await Told(db, agentId, work.Now()))
                return;
        }

        await work.Do<Done>(Actor.Console, async act =>
        {
            if (await Told(act.Db, agentId, act.Now) || await act.Db.Agents.AsNoTracking().SingleOrDefaultAsync(a => a.Id == agentId) is not { } agent)
            {
                act.Ungoverned("operators were told already");
                return new Done();
            }

            var words = string.Create(CultureInfo.InvariantCulture, $"Put {options.Value.EscalationsPerHour} items to people within an hour and was told to slow down.");
            act.Insert(new OversightAlert { Id = act.Ids.New(Ids.Alert), Kind = AlertKind.TooOften, SubjectId = agentId, SubjectName = agent.Name, At = act.Now, Words = words });
            act.Audit(AuditTypes.AgentSlowed, agentId, new Dictionary<string, string> { ["owner"] = agent.OwnerId });
            await Notices.TellPersonAndOperators(act, agent.OwnerId, $"Your agent {agent.Name} puts more to people than they can read, and was told to slow down.", _ => $"The agent {agent.Name} puts more to people than they can read, and was told to slow down.");
            return new Done();
        });
    }

    private static Task<bool> Told(GovernanceDb db, string agentId, DateTime now)
    {
        var since = now - Window;
        return db.OversightAlerts.AnyAsync(a => a.Kind == AlertKind.TooOften && a.SubjectId == agentId && a.At > since);
    }
}
