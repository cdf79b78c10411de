using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.BreakGlass;
using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.Grants;
using GovernanceConsole.Domain.Incidents;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.Oversight;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Domain.Queue;
using GovernanceConsole.Domain.Rotation;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Data;

/// <summary>
/// The tables. Domain types are mapped as they are, by one <c>…Table.cs</c> in the feature that owns them. Only <c>Platform/Work.cs</c> holds a context that can write;
/// every other context is read-only at the connection.
/// </summary>
internal class GovernanceDb(DbContextOptions options) : DbContext(options)
{
    private Statements? _statements;

    /// <summary>Prepared SQL of the writer's context. Throws on every other one.</summary>
    public Statements Statements
    {
        get => _statements ?? throw new InvalidOperationException("Only the writer has statements of its own.");
        set => _statements = value;
    }

    public DbSet<Person> People => Set<Person>();
    public DbSet<RoleHolding> RoleHoldings => Set<RoleHolding>();
    public DbSet<GroupMembership> GroupMemberships => Set<GroupMembership>();
    public DbSet<Passkey> Passkeys => Set<Passkey>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<Notice> Notices => Set<Notice>();
    public DbSet<StandingChange> StandingChanges => Set<StandingChange>();

    public DbSet<Agent> Agents => Set<Agent>();
    public DbSet<EnforcementPoint> Points => Set<EnforcementPoint>();
    public DbSet<PointAudience> PointAudiences => Set<PointAudience>();
    public DbSet<ClientKey> ClientKeys => Set<ClientKey>();

    public DbSet<Intent> Intents => Set<Intent>();
    public DbSet<PolicyDecision> PolicyDecisions => Set<PolicyDecision>();
    public DbSet<BundleVersion> BundleVersions => Set<BundleVersion>();
    public DbSet<PolicyActivation> PolicyActivations => Set<PolicyActivation>();
    public DbSet<ShadowDifference> ShadowDifferences => Set<ShadowDifference>();
    public DbSet<QueueItem> QueueItems => Set<QueueItem>();
    public DbSet<ItemHandover> ItemHandovers => Set<ItemHandover>();
    public DbSet<CardShowing> CardShowings => Set<CardShowing>();
    public DbSet<ApprovalReading> ApprovalReadings => Set<ApprovalReading>();
    public DbSet<OversightAlert> OversightAlerts => Set<OversightAlert>();
    public DbSet<Drill> Drills => Set<Drill>();
    public DbSet<ItemQuestion> ItemQuestions => Set<ItemQuestion>();
    public DbSet<SignedApproval> SignedApprovals => Set<SignedApproval>();
    public DbSet<SigningCeremony> Ceremonies => Set<SigningCeremony>();

    public DbSet<RotationVersion> Rotations => Set<RotationVersion>();
    public DbSet<DutyChangeRecord> DutyChanges => Set<DutyChangeRecord>();
    public DbSet<AbsenceRecord> Absences => Set<AbsenceRecord>();
    public DbSet<CalendarLink> CalendarLinks => Set<CalendarLink>();
    public DbSet<TreeVersion> EscalationTrees => Set<TreeVersion>();
    public DbSet<ItemEscalation> ItemEscalations => Set<ItemEscalation>();
    public DbSet<ItemAsk> ItemAsks => Set<ItemAsk>();

    public DbSet<OutboxEntry> Outbox => Set<OutboxEntry>();
    public DbSet<Channel> Channels => Set<Channel>();
    public DbSet<Delivery> Deliveries => Set<Delivery>();
    public DbSet<DeliveryAttempt> DeliveryAttempts => Set<DeliveryAttempt>();

    public DbSet<Grant> Grants => Set<Grant>();
    public DbSet<RevokedToken> RevokedTokens => Set<RevokedToken>();
    public DbSet<UsedAssertion> UsedAssertions => Set<UsedAssertion>();

    public DbSet<Stop> Stops => Set<Stop>();
    public DbSet<StopRelease> StopReleases => Set<StopRelease>();
    public DbSet<StopConfirmation> StopConfirmations => Set<StopConfirmation>();

    public DbSet<Episode> Episodes => Set<Episode>();
    public DbSet<EpisodeSignature> EpisodeSignatures => Set<EpisodeSignature>();
    public DbSet<EpisodeLimit> EpisodeLimits => Set<EpisodeLimit>();
    public DbSet<EpisodeAct> EpisodeActs => Set<EpisodeAct>();

    public DbSet<Incident> Incidents => Set<Incident>();
    public DbSet<IncidentStep> IncidentSteps => Set<IncidentStep>();
    public DbSet<IncidentLink> IncidentLinks => Set<IncidentLink>();

    public DbSet<LogEntry> LogEntries => Set<LogEntry>();
    public DbSet<AuditDetail> AuditDetails => Set<AuditDetail>();
    public DbSet<LogNode> LogNodes => Set<LogNode>();
    public DbSet<LogCheckpoint> LogCheckpoints => Set<LogCheckpoint>();
    public DbSet<LogState> LogStates => Set<LogState>();

    public DbSet<Installation> Installations => Set<Installation>();

    /// <summary>What disposing of a context that is kept does instead; null where it ends then.</summary>
    public Action? GiveBack { get; set; }

    public override void Dispose()
    {
        if (GiveBack is { } giveBack)
        {
            giveBack();
            return;
        }
        _statements?.Dispose();
        base.Dispose();
    }

    public override async ValueTask DisposeAsync()
    {
        if (GiveBack is { } giveBack)
        {
            giveBack();
            return;
        }
        _statements?.Dispose();
        await base.DisposeAsync();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(GovernanceDb).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        PortableTypes.Apply(configurationBuilder);
}
