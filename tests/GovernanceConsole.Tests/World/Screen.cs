using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace GovernanceConsole.Tests.World;

/// <summary>
/// A bUnit context that works with the older diffing package than bUnit asks for, the only one to be had: whatever asks for the newer gets the older, and the comparer, which could not be built, is
/// put in place unbuilt. Everything works but <c>MarkupMatches</c>; tests assert on elements instead.
/// </summary>
internal sealed class Screen : BunitContext
{
    private const string Diffing = "AngleSharp.Diffing";

    static Screen() => AssemblyLoadContext.Default.Resolving += (context, wanted) =>
        wanted.Name == Diffing ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, Diffing + ".dll")) : null;

    public Screen()
    {
        var comparer = typeof(BunitContext).Assembly.GetType("Bunit.Diffing.HtmlComparer", throwOnError: true)!;
        Services.AddSingleton(comparer, RuntimeHelpers.GetUninitializedObject(comparer));
    }
}
