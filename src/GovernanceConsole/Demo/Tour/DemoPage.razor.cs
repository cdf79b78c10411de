using GovernanceConsole.Data;
using GovernanceConsole.Demo.Cast;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Demo.Tour;

/// <summary>The demo's first page: what this is, whom to be, how to be rid of it. Static, for nobody in particular; not found outside demo mode.</summary>
public sealed partial class DemoPage
{
    private static readonly (string Step, string Words)[] Path =
    [
        ("Sign a payment", "with a passkey, over exactly what you read."),
        ("See it spent", "by the bank's tool: once, and never again."),
        ("Open the receipt", "that proves it without this console."),
        ("Verify it, break it", "change one byte and see it fail."),
    ];

    private IReadOnlyList<Persona> _personas = [];
    private bool _mayRemove;

    protected override async Task OnInitializedAsync()
    {
        if (!Place.Demo)
        {
            Nav.NotFound();
            return;
        }
        var now = Services.GetRequiredService<Work>().Now();
        await using var db = Services.GetRequiredService<Database>().Read();
        var taken = await db.Passkeys.Where(k => k.RemovedAt == null && k.Label != InstallCast.HistoryLabel)
            .Join(db.People, k => k.PersonId, p => p.Id, (k, p) => p.Email).Distinct().ToListAsync();
        _personas = [.. Services.GetRequiredService<DemoCast>().People.Select(p => new Persona(p, taken.Contains(p.Email)))];
        _mayRemove = await db.Lacks(await Services.GetRequiredService<CurrentPerson>().Actor(), Permission.RemoveDemo, now) is null;
    }

    private static string FirstName(string name) => name.Split(' ')[0];

    private sealed record Persona(CastPerson Sheet, bool Taken);
}
