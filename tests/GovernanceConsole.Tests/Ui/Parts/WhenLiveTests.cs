using Bunit;
using GovernanceConsole.Ui.Parts;

namespace GovernanceConsole.Tests.Ui.Parts;

public sealed class WhenLiveTests : Rendering
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void WhatStandsInIt_IsOffUntilSomebodyListens(bool interactive, bool off)
    {
        Interactive = interactive;

        var fieldset = Render<WhenLive>(p => p.AddChildContent("<button>Sign</button>")).Find("fieldset");

        Assert.Equal(off, fieldset.HasAttribute("disabled"));
        Assert.Equal("Sign", fieldset.TextContent);
    }
}
