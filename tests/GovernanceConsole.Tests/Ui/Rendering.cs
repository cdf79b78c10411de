using System.Runtime.CompilerServices;
using Bunit;
using GovernanceConsole.Tests.World;
using Microsoft.Extensions.DependencyInjection;

namespace GovernanceConsole.Tests.Ui;

/// <summary>Renders components without a browser, at a fixed moment. Markup is compared by its elements: the package bunit diffs with is older than it wants (README, Decisions).</summary>
public abstract class Rendering : BunitContext
{
    internal static readonly DateTime Now = new(2026, 11, 22, 14, 5, 0, DateTimeKind.Utc);

    protected Rendering()
    {
        var comparer = typeof(BunitContext).Assembly.GetType("Bunit.Diffing.HtmlComparer") ?? throw new InvalidOperationException("bunit has changed.");
        Services.AddSingleton(comparer, RuntimeHelpers.GetUninitializedObject(comparer));
        Services.AddSingleton<TimeProvider>(new FakeClock(new DateTimeOffset(Now)));
    }
}
