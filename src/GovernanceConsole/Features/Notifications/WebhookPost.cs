using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Keys;
using GovernanceConsole.Platform.Startup;
using Microsoft.Extensions.Options;

namespace GovernanceConsole.Features.Notifications;

/// <summary>One attempt over HTTP: a signed CloudEvent for webhooks, a text for Slack, a card for Teams. Answers what came of it in words of ours; what the other side said is neither read nor kept.</summary>
internal sealed class WebhookPost(OutboundHttp http, Sealing sealing, IOptions<NotificationsOptions> options, Place place, Work work, TimeProvider clock)
{
    private readonly Uri _origin = new(place.Origins[0]);

    public async Task<AttemptResult> Send(Channel channel, Delivery delivery, CancellationToken stop)
    {
        if (sealing.Open(channel.SealedAddress, ChannelPlaces.Address(channel.Id)) is not { } address)
            return new AttemptResult(AttemptOutcome.Refused, "The address cannot be opened with the console's key. Make the channel anew.");
        // Asked again each time: the configuration may allow less than when the channel was made.
        var (url, fault) = OutboundUrl.Check(address, options.Value.ToRules());
        if (url is null)
            return new AttemptResult(AttemptOutcome.Refused, $"The address is not allowed (any more). {fault}");
        if (Write(channel, delivery, url) is not { } request)
            return new AttemptResult(AttemptOutcome.Refused, "The secret cannot be opened with the console's key. Make a new one.");

        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.TimeoutSeconds), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        try
        {
            using (request)
            using (var answer = await http.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token))
                return Read(answer);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new AttemptResult(AttemptOutcome.Failed, $"No answer within {options.Value.TimeoutSeconds} seconds.");
        }
        catch (HttpRequestException failed)
        {
            return Failed(failed);
        }
    }

    private HttpRequestMessage? Write(Channel channel, Delivery delivery, Uri url)
    {
        var message = Message.Parse(delivery.Facts);
        var json = channel.Kind switch
        {
            ChannelKind.Slack => MessageBodies.Slack(message, _origin),
            ChannelKind.Teams => MessageBodies.Teams(message, _origin),
            _ => MessageBodies.CloudEvent(message, _origin, place.Issuer, delivery.Id, delivery.MadeAt),
        };
        var body = Encoding.UTF8.GetBytes(json.ToJsonString());
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Headers.UserAgent.ParseAdd("Governance-Console");
        request.Content.Headers.ContentType = new(channel.Kind == ChannelKind.Webhook ? "application/cloudevents+json" : "application/json") { CharSet = "utf-8" };
        if (channel.Kind != ChannelKind.Webhook)
            return request;

        var now = work.Now();
        var former = channel.FormerUntil > now ? channel.SealedFormer : null;
        var secrets = new[] { channel.SealedSecret, former }.OfType<byte[]>().Select(written => sealing.Open(written, ChannelPlaces.Secret(channel.Id))).ToList();
        if (secrets.Count == 0 || secrets.Contains(null))
        {
            request.Dispose();
            return null;
        }

        var (timestamp, signature) = StandardWebhook.Sign(secrets!, delivery.Id, now, body);
        request.Headers.Add(StandardWebhook.IdHeader, delivery.Id);
        request.Headers.Add(StandardWebhook.TimestampHeader, timestamp);
        request.Headers.Add(StandardWebhook.SignatureHeader, signature);
        return request;
    }

    private AttemptResult Read(HttpResponseMessage answer)
    {
        var status = (int)answer.StatusCode;
        var says = string.Create(CultureInfo.InvariantCulture, $"HTTP {status}");
        return status switch
        {
            >= 200 and < 300 => new AttemptResult(AttemptOutcome.Delivered, says),
            410 => new AttemptResult(AttemptOutcome.Gone, $"{says}: the endpoint is gone for good."),
            >= 300 and < 400 => new AttemptResult(AttemptOutcome.Failed, $"{says}: it leads elsewhere, and the console does not follow.", After(answer)),
            _ => new AttemptResult(AttemptOutcome.Failed, says, After(answer)),
        };
    }

    private TimeSpan? After(HttpResponseMessage answer) =>
        answer.Headers.RetryAfter is not { } after ? null : after.Delta ?? (after.Date is { } date && date.UtcDateTime > work.Now() ? date.UtcDateTime - work.Now() : null);

    private static AttemptResult Failed(HttpRequestException failed)
    {
        for (Exception? inner = failed; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case OutboundRefused refused:
                    return new AttemptResult(AttemptOutcome.Refused, $"The host's address is {refused.Kind}; the console does not connect to it. Whoever runs the console can allow the host by name.");
                case AuthenticationException:
                    return new AttemptResult(AttemptOutcome.Failed, "The endpoint's certificate is not right.");
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery }:
                    return new AttemptResult(AttemptOutcome.Failed, "The host's name could not be resolved.");
                case SocketException:
                    return new AttemptResult(AttemptOutcome.Failed, "The connection could not be made.");
            }
        }

        return new AttemptResult(AttemptOutcome.Failed, "The connection broke off, or the answer could not be read.");
    }
}
