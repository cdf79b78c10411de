using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Bunit;
using GovernanceConsole.Tests.World;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace GovernanceConsole.Tests.Ui;

/// <summary>Renders components without a browser, at a fixed moment. Markup is compared by its elements: the package bunit diffs with is older than it wants (README, Decisions).</summary>
public abstract class Rendering : BunitContext
{
    internal static readonly DateTime Now = new(2026, 11, 22, 14, 5, 0, DateTimeKind.Utc);

    private const string Diffing = "AngleSharp.Diffing";

    // Events look their targets up with that package too: whoever asks for the newer one gets the one there is.
    static Rendering() => AssemblyLoadContext.Default.Resolving += (context, wanted) =>
        wanted.Name == Diffing ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, Diffing + ".dll")) : null;

    protected Rendering()
    {
        var comparer = typeof(BunitContext).Assembly.GetType("Bunit.Diffing.HtmlComparer") ?? throw new InvalidOperationException("bunit has changed.");
        Services.AddSingleton(comparer, RuntimeHelpers.GetUninitializedObject(comparer));
        Services.AddSingleton<TimeProvider>(new FakeClock(new DateTimeOffset(Now)));
    }

    /// <summary>As a page is once its circuit is up, unless a test wants it otherwise.</summary>
    protected bool Interactive { get; set; } = true;

    public override IRenderedComponent<TComponent> Render<TComponent>(Action<ComponentParameterCollectionBuilder<TComponent>>? parameterBuilder = null)
    {
        // Not sooner: from then on no service can be added.
        SetRendererInfo(new RendererInfo("Server", Interactive));
        return base.Render(parameterBuilder);
    }

    public override IRenderedComponent<TComponent> Render<TComponent>(RenderFragment renderFragment)
    {
        SetRendererInfo(new RendererInfo("Server", Interactive));
        return base.Render<TComponent>(renderFragment);
    }
}
