using System.Globalization;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Oversight;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Rotation;
using GovernanceConsole.Features.Policy.Bench;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Ui;
using Microsoft.AspNetCore.Components;

namespace GovernanceConsole.Features.Drills.Pages;

/// <summary>Drills that are planned, wait and are over, and the form of a new one.</summary>
public sealed partial class DrillsPage
{
    private DrillsView? _view;
    private Refusal? _refusal;
    private string? _said;
    private DrillForm? _form;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    [Inject] private ReadDrills Read { get; set; } = null!;

    [Inject] private PlanDrill Plan { get; set; } = null!;

    [Inject] private CallOffDrill Off { get; set; } = null!;

    [Inject] private BenchExamples Examples { get; set; } = null!;

    [Inject] private Visitor Visitor { get; set; } = null!;

    protected override void OnInitialized() => Follow(Topics.Queue);

    protected override Task OnParametersSetAsync() => _view is null ? Refresh() : Task.CompletedTask;

    protected override async Task Refresh()
    {
        var read = await Read.Handle(await Visitor.Actor());
        _view = read.IsRefused ? null : read.Value;
        if (read.IsRefused)
            _refusal = read.Refusal;
        _zone = (await Visitor.Standing())?.Person.TimeZone() ?? TimeZoneInfo.Utc;
    }

    private void Begin() => (_form, _refusal, _said) = (new DrillForm(Examples.All), null, null);

    private void Leave() => (_form, _refusal) = (null, null);

    private async Task Save()
    {
        if (_form is not { } form)
            return;
        DateTime? opens = DateTime.TryParse(form.OpensAt, CultureInfo.InvariantCulture, out var at) ? WallTime.ToUtc(at, _zone) : null;
        var planned = await Plan.Handle(await Visitor.Actor(), new DrillSheet(form.AgentName, form.Purpose, form.Environment, form.Body, form.Lesson, opens, form.WithinMinutes));
        _refusal = planned.Refusal;
        if (planned.IsRefused)
            return;
        (_form, _said) = (null, "The drill is planned. The log knows of it already; approvers do not.");
        await Refresh();
    }

    private async Task CallOff(string id)
    {
        var off = await Off.Handle(await Visitor.Actor(), id);
        _refusal = off.Refusal;
        _said = off.IsRefused ? null : "The drill is called off.";
        await Refresh();
    }

    private static string Stands(DrillState state) => state switch
    {
        DrillState.Planned => "Planned",
        DrillState.Waiting => "Waits in the queue",
        DrillState.Caught => "Caught",
        DrillState.Approved => "Signed for",
        DrillState.Ignored => "Not answered",
        _ => "Called off",
    };

    private static string Team(string target) =>
        Domain.Escalation.EscalationTarget.Name(target, Domain.Escalation.EscalationTarget.Group) is { } group ? $"the group {group}"
        : Domain.Escalation.EscalationTarget.Name(target, Domain.Escalation.EscalationTarget.Tree) is { } tree ? $"the people of the tree {tree}"
        : target == Domain.Escalation.EscalationTarget.Everybody ? "every approver" : "one person";

    private static string Took(TimeSpan took) => took.TotalMinutes < 2 ? $"{took.TotalSeconds:0} s" : took.TotalHours < 2 ? $"{took.TotalMinutes:0} min" : $"{took.TotalHours:0} h";
}
