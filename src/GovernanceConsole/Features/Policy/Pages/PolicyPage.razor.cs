using GovernanceConsole.Domain;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Ui;
using Microsoft.AspNetCore.Components;

namespace GovernanceConsole.Features.Policy.Pages;

/// <summary>What decides now, what waits for a signature, the rules, and every version there is.</summary>
public sealed partial class PolicyPage
{
    private PolicyView? _policy;
    private VersionsView? _versions;
    private Refusal? _refusal;
    private ActSaid? _said;

    [Inject] private ReadPolicy Read { get; set; } = null!;

    [Inject] private ListVersions List { get; set; } = null!;

    [Inject] private Visitor Visitor { get; set; } = null!;

    protected override Task OnInitializedAsync()
    {
        Follow(Topics.Policy);
        return Refresh();
    }

    protected override async Task Refresh()
    {
        var reader = await Visitor.Actor();
        var (policy, versions) = (await Read.Handle(reader), await List.Handle(reader));
        _refusal = policy.Refusal ?? versions.Refusal;
        _policy = policy.IsRefused ? null : policy.Value;
        _versions = versions.IsRefused ? null : versions.Value;
    }

    private async Task Tell(ActSaid said)
    {
        _said = said;
        await Refresh();
    }
}
