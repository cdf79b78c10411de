using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Oversight;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GovernanceConsole.Features.Oversight;

/// <summary>How long a signer had for a card, before it is known which approval it belongs to.</summary>
internal sealed record MeasuredReading(long? DwellMs, int Words, long LeastMs)
{
    public bool TooFast => DwellMs < LeastMs;

    /// <summary>As it stands in the detail of the approval's log entry.</summary>
    public JsonObject ToJson() => new() { ["dwell_ms"] = DwellMs, ["words"] = Words, ["least_ms"] = LeastMs };
}

/// <summary>
/// Measures reading within the act that takes a signature: from the showing the console noted to the signature, against the words of the very card. Who signs faster than the card can be read leaves an entry of its own, and operators are
/// told, once a day for each person. The signature counts all the same.
/// </summary>
internal sealed class MeasureReading(IOptions<OversightOptions> options)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromDays(1);

    private static readonly Func<GovernanceDb, string, string, string, Task<DateTime?>> Shown = EF.CompileAsyncQuery((GovernanceDb db, string intent, string person, string display) =>
        db.CardShowings.Where(s => s.IntentId == intent && s.PersonId == person && s.DisplayDigest == display).Select(s => (DateTime?)s.FirstAt).SingleOrDefault());

    private static readonly Func<GovernanceDb, string, DateTime, Task<DateTime?>> Before = EF.CompileAsyncQuery((GovernanceDb db, string person, DateTime now) =>
        db.ApprovalReadings.Where(r => r.PersonId == person && r.SignedAt < now).OrderByDescending(r => r.SignedAt).Select(r => (DateTime?)r.SignedAt).FirstOrDefault());

    /// <param name="act">The act that takes the signature; its actor signed.</param>
    /// <param name="intentId">What was signed.</param>
    /// <param name="card">The card as it stands.</param>
    /// <param name="shownDigest">Digest of the card that was before them.</param>
    public async Task<MeasuredReading> Of(Act act, string intentId, DisplayModel card, string shownDigest)
    {
        var words = ReadingPace.Words(card);
        var dwell = ReadingPace.Dwell(await Shown(act.Db, intentId, act.Actor.Id, shownDigest), await Before(act.Db, act.Actor.Id, act.Now), act.Now);
        return new MeasuredReading(dwell, words, ReadingPace.Least(words, options.Value.WordsPerMinute));
    }

    /// <summary>Keeps it beside the approval. A drill's is not kept: it counts in no statistics.</summary>
    public static async Task Keep(Act act, Intent intent, SignedApproval signed, MeasuredReading reading)
    {
        await act.Db.Statements.Run("DELETE FROM card_showings WHERE \"IntentId\" = @p0 AND \"PersonId\" = @p1", intent.Id, signed.PersonId);
        if (intent.IsDrill)
            return;
        act.Insert(new ApprovalReading
        {
            ApprovalId = signed.Id, IntentId = intent.Id, PersonId = signed.PersonId, Risk = intent.Risk, Verdict = signed.Verdict, SignedAt = signed.SignedAt,
            DwellMs = reading.DwellMs, Words = reading.Words, LeastMs = reading.LeastMs, TooFast = reading.TooFast,
        });
        if (reading.TooFast)
            await Alert(act, intent, signed, reading);
    }

    private static async Task Alert(Act act, Intent intent, SignedApproval signed, MeasuredReading reading)
    {
        act.Audit(AuditTypes.ApprovalTooFast, signed.Id, new Dictionary<string, string> { ["intent"] = intent.Id, ["person"] = signed.PersonId }, reading.ToJson(), by: Actor.Console);
        var since = act.Now - Quiet;
        var told = await act.Db.OversightAlerts.AnyAsync(a => a.Kind == AlertKind.TooFast && a.SubjectId == signed.PersonId && a.At > since);
        var words = $"Signed after {Seconds(reading.DwellMs!.Value)} what takes {Seconds(reading.LeastMs)} to read.";
        act.Insert(new OversightAlert { Id = act.Ids.New(Ids.Alert), Kind = AlertKind.TooFast, SubjectId = signed.PersonId, SubjectName = signed.PersonName, IntentId = intent.Id, At = act.Now, Words = words });
        if (!told)
            await Notices.TellOperators(act, signed.PersonId, name => $"{name} signed faster than the card can be read. Oversight says more; ask whether the queue leaves them time.");
    }

    private static string Seconds(long ms) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{ms / 1000.0:0.#} s");
}
