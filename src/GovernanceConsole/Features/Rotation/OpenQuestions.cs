using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Rotation;

/// <summary>When a calendar changes, whoever is asked may change too: every open question is looked at again by the next sweep, and lists are read anew.</summary>
internal static class OpenQuestions
{
    public static async Task LookAgain(Act act)
    {
        await act.Db.ItemEscalations.Where(e => e.LookAt != null && e.LookAt > act.Now).ExecuteUpdateAsync(set => set.SetProperty(e => e.LookAt, (DateTime?)act.Now));
        act.Signal(Topics.OnCall);
        act.Signal(Topics.Queue);
    }
}
