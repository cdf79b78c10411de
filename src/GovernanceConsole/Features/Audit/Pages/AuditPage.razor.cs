using GovernanceConsole.Domain;
using GovernanceConsole.Platform;
using Microsoft.AspNetCore.Components;

namespace GovernanceConsole.Features.Audit.Pages;

/// <summary>The log, newest first. A static page: filter and place stand in the URL, and only the verification is live.</summary>
public sealed partial class AuditPage
{
    private static readonly string[] Types =
        [.. typeof(AuditTypes).GetFields().Select(f => (string)f.GetRawConstantValue()!).Order(StringComparer.Ordinal)];

    private EntryFilter _filter = EntryFilter.Read(null, null, null, null, null, null, null);
    private EntryList? _page;
    private Refusal? _refusal;

    [SupplyParameterFromQuery(Name = "type")] private string? Type { get; set; }

    [SupplyParameterFromQuery(Name = "actor")] private string? ByActor { get; set; }

    [SupplyParameterFromQuery(Name = "subject")] private string? Subject { get; set; }

    [SupplyParameterFromQuery(Name = "from")] private string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")] private string? To { get; set; }

    [SupplyParameterFromQuery(Name = "before")] private string? Before { get; set; }

    [SupplyParameterFromQuery(Name = "after")] private string? After { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        _filter = EntryFilter.Read(Type, ByActor, Subject, From, To, Before, After);
        var answer = await Entries.Do(await Me.Actor(), _filter);
        _refusal = answer.Refusal;
        _page = answer.IsRefused ? null : answer.Value;
    }
}
