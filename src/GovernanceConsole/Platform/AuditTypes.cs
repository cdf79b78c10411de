namespace GovernanceConsole.Platform;

/// <summary>The closed list of entry types in the log. A name, once written, keeps its meaning for ever.</summary>
internal static class AuditTypes
{
    public const string SetUpLinkIssued = "setup.link_issued";
    public const string PersonInvited = "person.invited";
    public const string PersonEnrolled = "person.enrolled";
    public const string PersonSuspended = "person.suspended";
    public const string PersonResumed = "person.resumed";
    public const string InvitationWithdrawn = "invitation.withdrawn";
    public const string ChangeProposed = "standing.proposed";
    public const string ChangeWithdrawn = "standing.withdrawn";
    public const string PasskeyAdded = "passkey.added";
    public const string PasskeyRemoved = "passkey.removed";
    public const string PasskeyRefused = "passkey.refused";
    public const string RecoveryIssued = "person.recovery_issued";
    public const string RoleGranted = "role.granted";
    public const string RoleEnded = "role.ended";
    public const string GroupJoined = "group.joined";
    public const string GroupLeft = "group.left";
    public const string SignedIn = "session.started";
    public const string SignedOut = "session.ended";

    public const string AgentRegistered = "agent.registered";
    public const string AgentChanged = "agent.changed";
    public const string AgentKeyReplaced = "agent.key_replaced";
    public const string AgentSuspended = "agent.suspended";
    public const string AgentResumed = "agent.resumed";
    public const string PointRegistered = "point.registered";
    public const string PointSuspended = "point.suspended";
    public const string PointResumed = "point.resumed";

    public const string PolicyImported = "policy.imported";
    public const string PolicyProposed = "policy.proposed";
    public const string PolicyWithdrawn = "policy.withdrawn";
    public const string PolicyActivated = "policy.activated";

    public const string IntentDeclared = "intent.declared";
    public const string IntentDenied = "intent.denied";
    public const string IntentExpired = "intent.expired";
    public const string IntentWithdrawn = "intent.withdrawn";
    public const string IntentHeld = "intent.held";
    public const string IntentResumed = "intent.resumed";
    public const string ItemPassedOn = "item.passed_on";
    public const string QuestionAsked = "question.asked";
    public const string QuestionAnswered = "question.answered";
    public const string ApprovalSigned = "approval.signed";
    public const string ApprovalTooFast = "approval.too_fast";
    public const string AgentSlowed = "agent.slowed";
    public const string DrillPlanned = "drill.planned";
    public const string DrillCalledOff = "drill.called_off";
    public const string DrillRevealed = "drill.revealed";
    public const string GrantMinted = "grant.minted";
    public const string GrantRevoked = "grant.revoked";
    public const string GrantClaimed = "grant.claimed";
    public const string GrantRedeemed = "grant.redeemed";
    public const string GrantOutcome = "grant.outcome";
    public const string TokenIssued = "token.issued";
    public const string TokenRevoked = "token.revoked";
    public const string TokenKeyPublished = "token_key.published";
    public const string TokenKeyRetired = "token_key.retired";

    public const string StopPlaced = "stop.placed";
    public const string StopReleased = "stop.released";
    public const string StopConfirmed = "stop.confirmed";

    public const string BreakGlassAsked = "break_glass.asked";
    public const string BreakGlassSigned = "break_glass.signed";
    public const string BreakGlassOpened = "break_glass.opened";
    public const string BreakGlassClosed = "break_glass.closed";
    public const string BreakGlassLapsed = "break_glass.lapsed";
    public const string BreakGlassWithdrawn = "break_glass.withdrawn";
    public const string BreakGlassReviewed = "break_glass.reviewed";
    public const string BreakGlassReviewLate = "break_glass.review_late";

    public const string IncidentOpened = "incident.opened";
    public const string IncidentStepAssigned = "incident.step_assigned";
    public const string IncidentStepDone = "incident.step_done";
    public const string IncidentLinked = "incident.linked";
    public const string IncidentClosed = "incident.closed";
    public const string AnomalyNoted = "anomaly.noted";

    public const string RotationDefined = "rotation.defined";
    public const string RotationEnded = "rotation.ended";
    public const string DutyOverridden = "duty.overridden";
    public const string DutySwapped = "duty.swapped";
    public const string DutyUndone = "duty.undone";
    public const string AbsenceSet = "absence.set";
    public const string AbsenceEnded = "absence.ended";
    public const string CalendarLinkIssued = "calendar_link.issued";
    public const string CalendarLinkRevoked = "calendar_link.revoked";
    public const string TreeDefined = "escalation_tree.defined";
    public const string TreeEnded = "escalation_tree.ended";
    public const string TreeUncovered = "escalation_tree.uncovered";
    public const string EscalationStepped = "escalation.stepped";
    public const string EscalationAsked = "escalation.asked";
    public const string EscalationBreached = "escalation.breached";

    public const string ChannelAdded = "channel.added";
    public const string ChannelChanged = "channel.changed";
    public const string ChannelSecretReplaced = "channel.secret_replaced";
    public const string ChannelDisabled = "channel.disabled";
    public const string ChannelEnabled = "channel.enabled";
    public const string ChannelRemoved = "channel.removed";
    public const string ChannelTested = "channel.tested";
    public const string DeliveryGivenUp = "delivery.given_up";
    public const string DeliveryResent = "delivery.resent";

    public const string DemoInstalled = "demo.installed";
}
