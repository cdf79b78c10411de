using System.Text;
using GovernanceConsole.Domain.Notifications;

namespace GovernanceConsole.Domain.Tests.Notifications;

/// <summary>What follows from an attempt, how long is waited, and how a webhook is signed.</summary>
public sealed class DeliveryTests
{
    private static readonly DateTime Now = new(2026, 11, 22, 9, 0, 0, DateTimeKind.Utc);

    private static Delivery Fresh() => new() { Id = "dlv_1", ChannelId = "chn_1", Route = NoticeRoute.Asked, Facts = "{}", MadeAt = Now, State = DeliveryState.Waiting, Attempts = 0, NextAt = Now };

    [Theory]
    [InlineData(1, 15)]
    [InlineData(2, 45)]
    [InlineData(3, 135)]
    [InlineData(6, 3645)]
    [InlineData(8, 21600)]
    [InlineData(13, 21600)]
    [InlineData(1000, 21600)]
    public void Backoff_TriplesUpToSixHours_AQuarterMoreOrLess(int attempts, int seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds * 0.75), Backoff.After(attempts, 0));
        Assert.Equal(TimeSpan.FromSeconds(seconds), Backoff.After(attempts, 0.5));
        Assert.True(Backoff.After(attempts, 0.99999) <= TimeSpan.FromSeconds(seconds * 1.25));
    }

    [Theory]
    [InlineData(600, 600)]
    [InlineData(5, 15)]
    [InlineData(864000, 86400)]
    public void RetryAfter_IsRespectedWithinReason(int asked, int waits) => Assert.Equal(TimeSpan.FromSeconds(waits), Backoff.After(1, 0.5, TimeSpan.FromSeconds(asked)));

    [Fact]
    public void Failures_EndInTheDeadLetters()
    {
        var delivery = Fresh();
        for (var i = 1; i < Delivery.MostAttempts; i++)
        {
            delivery.Note(new AttemptResult(AttemptOutcome.Failed, "HTTP 503"), Now, 0.5);
            Assert.Equal((DeliveryState.Waiting, true), (delivery.State, delivery.NextAt > Now));
        }

        delivery.Note(new AttemptResult(AttemptOutcome.Failed, "HTTP 503"), Now, 0.5);
        Assert.Equal((DeliveryState.Dead, (DateTime?)null, Now, Delivery.MostAttempts), (delivery.State, delivery.NextAt, delivery.EndedAt!.Value, delivery.Tried));

        delivery.Again(Now.AddDays(1));
        delivery.Note(new AttemptResult(AttemptOutcome.Delivered, "HTTP 200"), Now.AddDays(1), 0.5);
        Assert.Equal((DeliveryState.Delivered, Delivery.MostAttempts + 1), (delivery.State, delivery.Tried));
    }

    [Theory]
    [InlineData(AttemptOutcome.Refused, DeliveryState.Dead)]
    [InlineData(AttemptOutcome.Gone, DeliveryState.Dead)]
    [InlineData(AttemptOutcome.Failed, DeliveryState.Waiting)]
    [InlineData(AttemptOutcome.Delivered, DeliveryState.Delivered)]
    public void Attempt_LeadsTo(AttemptOutcome outcome, DeliveryState state)
    {
        var delivery = Fresh();
        delivery.Note(new AttemptResult(outcome, "x"), Now, 0.5);
        Assert.Equal(state, delivery.State);
    }

    /// <summary>The example of the Standard Webhooks specification's reference libraries.</summary>
    [Fact]
    public void Signature_IsThatOfTheSpecification()
    {
        var at = DateTime.UnixEpoch.AddSeconds(1614265330);
        var (timestamp, signature) = StandardWebhook.Sign(["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], "msg_p5jXN8AQM9LWM0D4loKWxJek", at, Encoding.UTF8.GetBytes("""{"test": 2432232314}"""));

        Assert.Equal(("1614265330", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="), (timestamp, signature));
    }

    [Fact]
    public void TwoSecrets_SignSideBySide()
    {
        var (one, two) = (StandardWebhook.Secret(new byte[32]), StandardWebhook.Secret([.. Enumerable.Repeat((byte)7, 32)]));

        var both = StandardWebhook.Sign([one, two], "dlv_1", Now, "{}"u8).Signature;

        Assert.Equal($"{StandardWebhook.Sign([one], "dlv_1", Now, "{}"u8).Signature} {StandardWebhook.Sign([two], "dlv_1", Now, "{}"u8).Signature}", both);
    }
}
