namespace GovernanceConsole.Domain.Notifications;

/// <summary>Every way the rules and acts about notifications say no.</summary>
public static class NotificationRefusals
{
    public static readonly Refusal InvalidField = new("invalid_field", "Something about the channel is not right. Nothing was changed; mend what is marked and send it again.");
    public static readonly Refusal Unknown = new("not_found", "There is no such channel here, or it was removed. Nothing was changed; load the page again.");
    public static readonly Refusal UnknownDelivery = new("not_found", "There is no such delivery here. Nothing was changed; load the page again.");
    public static readonly Refusal TooMany = new("wrong_state", "There are as many channels as there can be. Nothing was changed; remove one first.");
    public static readonly Refusal NoMailServer = new("wrong_state", "No mail server is configured, so no mail can be sent. Nothing was changed; whoever runs the console sets Notifications:SmtpHost and MailFrom.");
    public static readonly Refusal NoSecret = new("wrong_state", "This kind of channel is not signed and has no secret. Nothing was changed.");
    public static readonly Refusal IsOff = new("wrong_state", "The channel is switched off. Nothing was sent; switch it on first.");
    public static readonly Refusal StillOnItsWay = new("wrong_state", "The delivery is still on its way and is tried by itself. Nothing was changed.");
}
