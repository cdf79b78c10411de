using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace GovernanceConsole.Tests.World;

/// <summary>The real console as a process of its own on a free loopback port, over the folder of a stopped world. It can be killed without warning.</summary>
internal sealed class ChildConsole : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Watchdog _watchdog;
    private readonly StringBuilder _said = new();

    private ChildConsole(Process process, Uri address)
    {
        _process = process;
        _watchdog = new Watchdog(process);
        Http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };
        process.OutputDataReceived += Note;
        process.ErrorDataReceived += Note;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public HttpClient Http { get; }

    /// <summary>Starts it and waits until it answers.</summary>
    public static async Task<ChildConsole> Start(string folder)
    {
        int port;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = folder };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "GovernanceConsole.dll"), "--urls", address, "--Console:DataFolder", folder, "--Console:Issuer", World.Issuer, "--Tokens:RequestsPerSecond", "0"])
            start.ArgumentList.Add(argument);
        var child = new ChildConsole(Process.Start(start)!, new Uri(address));
        try
        {
            await child.Opens();
            return child;
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    private async Task Opens()
    {
        for (var i = 0; i < 1200; i++)
        {
            Assert.False(_process.HasExited, Said());
            try
            {
                using var answer = await Http.GetAsync(new Uri("/.well-known/jwks.json", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(50);
        }

        throw new TimeoutException(Said());
    }

    /// <summary>Declares; null when no answer came.</summary>
    public async Task<Answered?> Declare(string token, string key, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/intents") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("Idempotency-Key", key);
        try
        {
            using var response = await Http.SendAsync(request);
            return new Answered((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject());
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await Kill();
        _watchdog.Dispose();
        Http.Dispose();
        _process.Dispose();
    }

    private string Said()
    {
        lock (_said)
            return _said.ToString();
    }

    private void Note(object sender, DataReceivedEventArgs line)
    {
        lock (_said)
            _said.AppendLine(line.Data);
    }
}
