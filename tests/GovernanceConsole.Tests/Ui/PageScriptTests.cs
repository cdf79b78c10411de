using GovernanceConsole.Ui;
using Microsoft.JSInterop;

namespace GovernanceConsole.Tests.Ui;

/// <summary>A component and its script, where the reader may leave at every step.</summary>
public sealed class PageScriptTests
{
    private readonly Browser _browser = new();

    private PageScript Script => field ??= new PageScript(_browser, "/Page.razor.js");

    [Fact]
    public async Task Stays_TheScriptIsFetchedOnce_Started_AndStoppedWithTheComponent()
    {
        await Script.Start("root");
        Assert.Equal("signed", await Script.Call<string>("sign"));
        await Script.DisposeAsync();

        Assert.Equal(["import", "start", "sign", "stop", "let go of what start answered", "let go of the module"], _browser.Heard);
    }

    [Fact]
    public async Task LeavesBeforeTheScriptCame_NothingIsCalled_AndItIsLetGoOf()
    {
        _browser.Import = new TaskCompletionSource();
        var starting = Script.Start("root");
        await Script.DisposeAsync();
        _browser.Import.SetResult();
        await starting;

        Assert.Equal(["import", "let go of the module"], _browser.Heard);
        Assert.Null(await Script.Call<string>("sign"));
        Assert.Equal(2, _browser.Heard.Count);
    }

    [Fact]
    public async Task LeavesWhileItStarts_WhatStartedIsStopped()
    {
        _browser.Function = new TaskCompletionSource();
        var starting = Script.Start("root");
        await Script.DisposeAsync();
        _browser.Function.SetResult();
        await starting;

        Assert.Contains("stop", _browser.Heard);
    }

    [Fact]
    public async Task LeavesWhileItSigns_TheAnswerComesAllTheSame()
    {
        _browser.Function = new TaskCompletionSource();
        var signing = Script.Call<string>("sign");
        await Script.DisposeAsync();
        _browser.Function.SetResult();

        Assert.Equal("signed", await signing);
    }

    [Fact]
    public async Task FunctionThatFails_FailsInAPageThatIsThere_AndIsNothingInOneThatIsGone()
    {
        _browser.Fault = new JSException("root is null");
        await Assert.ThrowsAsync<JSException>(() => Script.Call<string>("sign"));

        _browser.Function = new TaskCompletionSource();
        var signing = Script.Call<string>("sign");
        await Script.DisposeAsync();
        _browser.Function.SetResult();
        Assert.Null(await signing);
    }

    [Fact]
    public async Task BrowserThatIsGone_IsNoFault_NeitherInACallNorInLettingGo()
    {
        foreach (var fault in new Exception[] { new JSDisconnectedException("gone"), new TaskCanceledException() })
        {
            var browser = new Browser { Fault = fault };
            var script = new PageScript(browser, "/Page.razor.js");
            Assert.Null(await script.Call<string>("sign"));
            await script.DisposeAsync();
        }
    }

    /// <summary>A browser that notes what it is asked, and answers when it is let.</summary>
    private sealed class Browser : IJSRuntime
    {
        public List<string> Heard { get; } = [];

        public TaskCompletionSource? Import { get; set; }

        public TaskCompletionSource? Function { get; set; }

        /// <summary>What every function of the script fails with.</summary>
        public Exception? Fault { get; set; }

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, CancellationToken.None, args);

        public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
        {
            Heard.Add(identifier);
            await (Import?.Task ?? Task.CompletedTask);
            return (TValue)(object)new Thing(this, "the module");
        }
    }

    private sealed class Thing(Browser browser, string name) : IJSObjectReference
    {
        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, CancellationToken.None, args);

        public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
        {
            browser.Heard.Add(identifier);
            await (browser.Function?.Task ?? Task.CompletedTask);
            if (browser.Fault is { } fault)
                throw fault;
            return identifier switch { "start" => (TValue)(object)new Thing(browser, "what start answered"), "sign" => (TValue)(object)"signed", _ => default! };
        }

        public ValueTask DisposeAsync()
        {
            browser.Heard.Add("let go of " + name);
            return browser.Fault is JSDisconnectedException or TaskCanceledException ? throw browser.Fault : ValueTask.CompletedTask;
        }
    }
}
