using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GovernanceConsole.Tests.World;

/// <summary>A real SMTP listener on loopback: takes mail, or says no as a test wants. Speaks what RFC 5321 §4.1 asks of the smallest server.</summary>
internal sealed class WorldMailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public WorldMailServer()
    {
        _listener.Start();
        _serving = Serve();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ConcurrentQueue<Mail> Mails { get; } = new();

    /// <summary>What recipients are answered, one after the other; then 250.</summary>
    public ConcurrentQueue<string> ToRecipients { get; } = new();

    public string[] Settings => ["--Notifications:SmtpHost", "127.0.0.1", "--Notifications:SmtpPort", $"{Port}", "--Notifications:SmtpStartTls", "false", "--Notifications:MailFrom", "console@example.com"];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _serving;
        _stop.Dispose();
    }

    private async Task Serve()
    {
        try
        {
            while (true)
                await Speak(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Speak(TcpClient client)
    {
        using (client)
        using (var reader = new StreamReader(client.GetStream(), Encoding.Latin1))
        {
            var (from, to) = ("", new List<string>());
            await Say("220 mail.example ESMTP");
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                var verb = line.Split(' ', ':')[0].ToUpperInvariant();
                switch (verb)
                {
                    case "MAIL":
                        (from, to) = (line, []);
                        await Say("250 ok");
                        break;
                    case "RCPT" when ToRecipients.TryDequeue(out var no):
                        await Say(no);
                        break;
                    case "RCPT":
                        to.Add(line);
                        await Say("250 ok");
                        break;
                    case "DATA":
                        await Say("354 go on");
                        var text = new StringBuilder();
                        while (await reader.ReadLineAsync(_stop.Token) is { } part && part != ".")
                            text.Append(part.StartsWith('.') ? part[1..] : part).Append("\r\n");
                        Mails.Enqueue(new Mail(from, to, text.ToString()));
                        await Say("250 taken");
                        break;
                    case "QUIT":
                        await Say("221 bye");
                        return;
                    default:
                        await Say("250 mail.example");
                        break;
                }
            }

            Task Say(string text) => client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text + "\r\n"), _stop.Token).AsTask();
        }
    }
}

/// <summary>A mail as it was taken.</summary>
internal sealed record Mail(string From, IReadOnlyList<string> To, string Text)
{
    public string Header(string name) => Text.Split("\r\n\r\n")[0].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n").Single(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))[(name.Length + 1)..].Trim();

    /// <summary>The body, with the soft breaks of quoted-printable taken out.</summary>
    public string Body => Text[(Text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..].Replace("=\r\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);
}
