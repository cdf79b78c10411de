using GovernanceConsole.Domain.Rotation;
using GovernanceConsole.Features.Rotation;
using GovernanceConsole.Features.Rotation.Pages;

namespace GovernanceConsole.Tests.Features.Rotation.Pages;

/// <summary>The form of a rotation loses nothing of a sheet of several layers, and writes what stands in it.</summary>
public sealed class RotationFormTests
{
    private static readonly RotationSheet Sheet = new("duty",
    [
        new LayerSheet("Europe/Berlin", new DateTime(2026, 11, 2, 9, 0, 0), 7, ["per_1", "per_2"], new WeeklyHours([DayOfWeek.Monday, DayOfWeek.Saturday], new TimeOnly(20, 0), new TimeOnly(6, 30))),
        new LayerSheet("UTC", new DateTime(2026, 11, 1), LayerSheet.Weekly, ["per_3"]),
    ]);

    private static RotationForm Form() => RotationForm.Of(new RotationView("rot_1", "duty", Sheet, null, [], []));

    [Fact]
    public void SheetOfSeveralLayers_ComesBackAsItWas()
    {
        var back = Form().ToSheet();

        Assert.Equal(2, back.Layers.Count);
        Assert.Equal((Sheet.Layers[0].Zone, Sheet.Layers[0].StartsAt, 7), (back.Layers[0].Zone, back.Layers[0].StartsAt, back.Layers[0].ShiftHours));
        Assert.Equal(["per_1", "per_2"], back.Layers[0].People);
        Assert.Equal((new TimeOnly(20, 0), new TimeOnly(6, 30)), (back.Layers[0].Hours!.From, back.Layers[0].Hours!.Until));
        Assert.Equal([DayOfWeek.Monday, DayOfWeek.Saturday], back.Layers[0].Hours!.Days);
        Assert.Null(back.Layers[1].Hours);
    }

    [Fact]
    public void LayerMovedUp_DecidesFirst_AndOneTakenOutIsGone()
    {
        var form = Form();
        form.Up(1);
        Assert.Equal(["per_3"], form.ToSheet().Layers[0].People);
        form.Layers.RemoveAt(1);
        Assert.Single(form.ToSheet().Layers);
    }

    [Fact]
    public void PartOfTheWeek_WithoutADay_IsForTheRulesToRefuse()
    {
        var form = RotationForm.New();
        form.Name = "duty";
        (form.Layers[0].Part, form.Layers[0].StartsAt, form.Layers[0].People[0]) = (true, "2026-11-01T09:00", "per_1");
        form.Layers[0].Days.Clear();

        var refused = RotationRules.Check(form.ToSheet(), new HashSet<string> { "per_1" });

        Assert.Equal("/layers/0/hours", Assert.Single(refused.Refusal!.Errors!).Pointer);
    }
}
