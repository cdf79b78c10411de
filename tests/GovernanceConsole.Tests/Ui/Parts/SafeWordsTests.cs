using Bunit;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Ui.Parts;

namespace GovernanceConsole.Tests.Ui.Parts;

public sealed class SafeWordsTests : Rendering
{
    [Fact]
    public void HostileCharacters_AreBoxedAndNeverMarkup()
    {
        var shown = Render<SafeWords>(p => p.Add(w => w.Text, TextSafety.Show("N\u043Erd\u202E<script>alert(1)</script>", TextUse.Name)));

        Assert.Empty(shown.FindAll("script"));
        Assert.Equal(["⟦о U+043E⟧", "⟦U+202E⟧"], shown.FindAll("mark.escape").Select(e => e.TextContent));
    }

    [Fact]
    public void PlainText_IsSplitAtOurBrackets()
    {
        var shown = Render<SafeWords>(p => p.Add(w => w.Plain, "Pays N⟦о U+043E⟧rdwind."));

        Assert.Equal("⟦о U+043E⟧", Assert.Single(shown.FindAll("mark.escape")).TextContent);
        Assert.Contains("rdwind.", shown.Markup, StringComparison.Ordinal);
    }
}
