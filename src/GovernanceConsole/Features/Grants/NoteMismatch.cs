using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Grants;

/// <summary>Writes down that a tool was about to execute other parameters than those that were approved: the refused redemption itself leaves nothing. Once a grant, so that a tool that repeats itself does not fill the log.</summary>
internal sealed class NoteMismatch(Work work)
{
    public Task<Outcome<Done>> Handle(Actor point, string grantId) => work.Do<Done>(point, async act =>
    {
        if (await act.Db.LogEntries.AnyAsync(e => e.SubjectId == grantId && e.Type == AuditTypes.AnomalyNoted))
            return new Done();
        var intent = await act.Db.Grants.Where(g => g.Id == grantId).Select(g => g.IntentId).SingleAsync();
        act.Audit(AuditTypes.AnomalyNoted, grantId, new Dictionary<string, string> { ["intent"] = intent, ["sort"] = "parameters_mismatch" });
        return new Done();
    });
}
