using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Platform.Keys;
using GovernanceConsole.Platform.Startup;
using Microsoft.Extensions.Options;

namespace GovernanceConsole.Features.Notifications;

/// <summary>One attempt by mail, over the one server the configuration names. Plain text to one address; the Message-ID is the delivery's, so that a mail that was sent twice is shown once.</summary>
internal sealed class MailPost(Sealing sealing, IOptions<NotificationsOptions> options, Place place, TimeProvider clock)
{
    private readonly Uri _origin = new(place.Origins[0]);

    public async Task<AttemptResult> Send(Channel channel, Delivery delivery, CancellationToken stop)
    {
        var smtp = options.Value;
        if (smtp is not { SmtpHost: { } host, MailFrom: { } from })
            return new AttemptResult(AttemptOutcome.Refused, "No mail server is configured (any more).");
        if (sealing.Open(channel.SealedAddress, ChannelPlaces.Address(channel.Id)) is not { } address)
            return new AttemptResult(AttemptOutcome.Refused, "The address cannot be opened with the console's key. Make the channel anew.");
        if (ChannelRules.Check(new ChannelSheet(ChannelKind.Email, null, channel.Name, address), smtp.ToRules(), smtp.MailDomains).IsRefused)
            return new AttemptResult(AttemptOutcome.Refused, "The address is not allowed (any more).");

        using var mail = Write(Message.Parse(delivery.Facts), from, address, delivery);
        // Disposing says QUIT and waits for nothing; what the server said is known by then.
        using var client = new SmtpClient(host, smtp.SmtpPort) { EnableSsl = smtp.SmtpStartTls, DeliveryMethod = SmtpDeliveryMethod.Network, UseDefaultCredentials = false };
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(smtp.TimeoutSeconds), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        try
        {
            if (smtp is { SmtpUser: { } user, SmtpPasswordFile: { } file })
                client.Credentials = new NetworkCredential(user, (await File.ReadAllTextAsync(file, either.Token)).Trim());
            await client.SendMailAsync(mail, either.Token);
            return new AttemptResult(AttemptOutcome.Delivered, "The mail server took it (250).");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new AttemptResult(AttemptOutcome.Failed, $"The mail server did not answer within {smtp.TimeoutSeconds} seconds.");
        }
        catch (SmtpException failed) when ((int)failed.StatusCode is >= 400 and < 600)
        {
            var code = (int)failed.StatusCode;
            return new AttemptResult(code < 500 ? AttemptOutcome.Failed : AttemptOutcome.Refused, string.Create(CultureInfo.InvariantCulture, $"The mail server answered {code}."));
        }
        catch (Exception failed) when (failed is SmtpException or IOException or UnauthorizedAccessException)
        {
            return new AttemptResult(AttemptOutcome.Failed, "The mail server could not be reached or understood.");
        }
    }

    private MailMessage Write(Message message, string from, string to, Delivery delivery)
    {
        var mail = new MailMessage(new MailAddress(from), new MailAddress(to))
        {
            Subject = MessageBodies.Subject(message),
            SubjectEncoding = Encoding.UTF8,
            Body = MessageBodies.Mail(message, _origin),
            BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = TransferEncoding.QuotedPrintable,
            IsBodyHtml = false,
        };
        mail.Headers.Add("Message-ID", $"<{delivery.Id}@{_origin.Host}>");
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }
}
