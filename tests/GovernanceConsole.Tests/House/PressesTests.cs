using System.Text.RegularExpressions;

namespace GovernanceConsole.Tests.House;

/// <summary>A press before the circuit is up is lost without a word, so every button that the circuit listens to stands in <c>WhenLive</c>, or on the list with its reason.</summary>
public sealed partial class PressesTests
{
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["Features/Queue/Pages/QueuePage.razor"] = "appears when something new arrives, and so after the circuit",
        ["Features/Agents/Pages/KeyMaker.razor"] = "is off until its script is there",
        ["Features/Agents/Pages/AgentPage.razor"] = "the form appears after a press that was heard",
        ["Features/Escalation/Pages/EscalationPage.razor"] = "the form appears after a press that was heard",
        ["Features/Drills/Pages/DrillFields.razor"] = "the form appears after a press that was heard",
        ["Features/Escalation/Pages/TargetList.razor"] = "stands in that form",
        ["Features/Rotation/Pages/PersonTimeFields.razor"] = "stands in the page's part that waits",
        ["Features/Rotation/Pages/LayerFields.razor"] = "stands in the form of a rotation",
        ["Features/Rotation/Pages/RotationFields.razor"] = "the form appears after a press that was heard",
        ["Features/Notifications/Pages/ChannelFields.razor"] = "the form appears after a press that was heard",
        ["Features/Notifications/Pages/InboxPage.razor"] = "its links are links until the circuit listens to them",
        ["Features/People/Pages/AccountPage.razor"] = "the question appears after a press that was heard",
    };

    [Fact]
    public void ButtonTheCircuitListensTo_WaitsForIt()
    {
        var loose = Loose();

        Assert.Empty(loose.Except(Elsewhere.Keys));
        Assert.Empty(Elsewhere.Keys.Except(loose));
        Assert.Contains(Source.Files("src/GovernanceConsole", ".razor"), path => File.ReadAllText(path).Contains("<WhenLive>", StringComparison.Ordinal));
    }

    private static List<string> Loose() =>
        [.. from path in Source.Files("src/GovernanceConsole", ".razor")
            let text = File.ReadAllText(path)
            let outside = Waits().Replace(text, "")
            where outside.Contains("@onclick", StringComparison.Ordinal) || (text.Contains("@onsubmit", StringComparison.Ordinal) && outside.Contains("type=\"submit\"", StringComparison.Ordinal))
            select Source.Relative(path)["src/GovernanceConsole/".Length..]];

    [GeneratedRegex("<WhenLive>.*?</WhenLive>", RegexOptions.Singleline | RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Waits();
}
