using GovernanceConsole.Domain.Grants;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Domain.Queue;

namespace GovernanceConsole.Domain.Tests.KillSwitch;

/// <summary>
/// Approve, deny, withdraw, expire, claim, redeem, kill and release in ten thousand orders, each step whole as the one writer makes it, on the rules alone: one end an intent, and nothing redeemed or claimed under a stop. The same
/// race on the assembled console, with fewer seeds, is <c>Journeys/KillAtOnce</c>.
/// </summary>
public sealed class StopSchedulesTests
{
    private const int Seeds = 10_000;

    [Fact]
    public void AnyOrder_LeavesOneEnd_AndNoRedemptionUnderAStop()
    {
        var seen = new Dictionary<string, int>();
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var world = new Schedule((ulong)seed);
            for (var step = 0; step < 14; step++)
                world.Step();
            world.End();
            Assert.True(world.Faults.Count == 0, $"seed {seed}: {string.Join("; ", world.Faults)}");
            seen[world.Ended] = seen.GetValueOrDefault(world.Ended) + 1;
        }

        // A schedule in which an end never happens proves nothing about it.
        Assert.Equal(["Denied", "Expired", "Redeemed", "Revoked", "Withdrawn"], seen.Keys.Order(StringComparer.Ordinal));
        Assert.All(seen, end => Assert.True(end.Value > Seeds / 100, $"{end.Key} {end.Value}"));
    }

    private sealed class Schedule(ulong seed)
    {
        private static readonly DateTime Noon = new(2026, 11, 22, 12, 0, 0, DateTimeKind.Utc);

        private readonly Domain.Agents.Agent _agent = StopScopeTests.Agent();
        private readonly List<Stop> _stops = [];
        private ulong _state = seed * 0x9E3779B97F4A7C15;
        private DateTime _now = Noon;
        private Grant? _grant;
        private IntentStatus _before = IntentStatus.Pending;
        private TimeSpan _lost;

        private readonly Intent _intent = new()
        {
            Id = "int_1", AgentId = "agt_1", OwnerId = "per_now", IdempotencyKey = "k", Type = "payment.wire", Tool = "https://bank.example/api", Canonical = [], Digest = "d", DeclaredAt = Noon,
            ExpiresAt = Noon.AddMinutes(30), Deadline = seed % 3 == 0 ? Noon.AddMinutes(40) : null, Status = IntentStatus.Pending, Version = 1, OutcomeCode = OutcomeCodes.NeedsApproval,
            Risk = Risk.Routine, Consequence = "c", Chain = "[]",
        };

        public List<string> Faults { get; } = [];

        public string Ended => _intent.Status.ToString();

        private StopsInForce Stops => new([.. _stops.Where(s => s.Standing != StopStage.Released)]);

        private StopSubject Subject => StopSubject.Of(_agent, _intent);

        public void Step()
        {
            var version = _intent.Version;
            switch (Dice(12))
            {
                case 0 or 1:
                    Sign(approve: true);
                    break;
                case 2 when Dice(3) == 0:
                    Sign(approve: false);
                    break;
                case 3 when Dice(3) == 0:
                    _intent.MoveTo(IntentStatus.Withdrawn, OutcomeCodes.Withdrawn);
                    break;
                case 4:
                    Expire();
                    break;
                case 5 or 6:
                    Claim();
                    break;
                case 7 or 8:
                    Redeem();
                    break;
                case 9 when Dice(2) == 0:
                    Kill(Dice(2) == 0 ? StopScope.Everything : new StopScope(StopReach.Agent, "agt_1"));
                    break;
                case 10:
                    Release();
                    break;
                default:
                    // Clocks go backwards, too.
                    _now = _now.AddMinutes(Dice(9) == 0 ? -2 : Dice(8));
                    break;
            }
            Check(version);
        }

        public void End()
        {
            while (_stops.Exists(s => s.Standing != StopStage.Released))
                Release();
            if (_intent.Deadline is null && _intent.Status == IntentStatus.Pending && _intent.ExpiresAt != Noon.AddMinutes(30) + _lost)
                Faults.Add($"the clock was given {_intent.ExpiresAt - Noon.AddMinutes(30)} for {_lost}");
            _now = _now.AddDays(1);
            Expire();
            Check(_intent.Version);
            if (_intent.IsOpen || _intent.Held)
                Faults.Add("it never ended");
        }

        private void Check(int version)
        {
            if (_intent.Version < version)
                Faults.Add("the version went back");
            if (_before != _intent.Status && !Intent.CanMove(_before, _intent.Status) && !(_before == IntentStatus.Pending && Intent.CanMove(IntentStatus.Granted, _intent.Status)))
                Faults.Add($"{_before} became {_intent.Status}");
            if (_intent.Held != (_intent.Status == IntentStatus.Pending && Stops.Holding(Subject) is not null))
                Faults.Add("held and stopped do not agree");
            if (_intent.Deadline is { } deadline && _intent.ExpiresAt > deadline)
                Faults.Add("the deadline moved");
            _before = _intent.Status;
        }

        private void Sign(bool approve)
        {
            if (_intent.Status != IntentStatus.Pending || _intent.Held || _intent.ExpiresAt <= _now)
                return;
            if (Stops.Barring(Subject) is { Standing: StopStage.InForce })
                Faults.Add("signed under a stop");
            _intent.MoveTo(approve ? IntentStatus.Granted : IntentStatus.Denied, approve ? OutcomeCodes.Granted : OutcomeCodes.DeniedByPerson);
            if (!approve)
                return;
            _intent.ExpiresAt = _intent.Deadline is { } deadline && deadline < _now.AddMinutes(5) ? deadline : _now.AddMinutes(5);
            _grant = new Grant { Id = "grt_1", IntentId = "int_1", AgentId = "agt_1", Audience = _intent.Tool, MintedAt = _now, ExpiresAt = _intent.ExpiresAt, Permissions = "[]", Constraints = "[]", Acr = Acr.HumanApproved };
        }

        private void Expire()
        {
            if (_intent.IsOpen && HeldClock.IsOver(_intent, _now))
                _intent.MoveTo(IntentStatus.Expired, OutcomeCodes.ExpiredUnused);
        }

        private void Claim()
        {
            var ends = ClaimRules.MayClaim(_agent, _intent, _grant, true, 300, _now.AddMinutes(5), _now);
            if (ends.IsRefused || Stops.Barring(Subject) is not null)
                return;
            (_grant!.CurrentTokenId, _grant.TokenExpiresAt) = ("tok_1", ends.Value);
        }

        private void Redeem()
        {
            if (Stops.Barring(Subject) is not null || _grant is not { RedeemedAt: null, RevokedAt: null, CurrentTokenId: not null } || _grant.ExpiresAt <= _now || _grant.TokenExpiresAt <= _now)
                return;
            if (!_intent.MoveTo(IntentStatus.Redeemed, OutcomeCodes.Redeemed))
                return;
            (_grant.RedeemedAt, _grant.CurrentTokenId) = (_now, null);
            if (_stops.Exists(s => s.Standing == StopStage.InForce && s.Scope.Covers(Subject)))
                Faults.Add("redeemed under a stop");
        }

        private void Kill(StopScope scope)
        {
            if (StopRules.Same(scope, _stops) is not null)
                return;
            var stop = StopRulesTests.Placed(StopStage.InForce, scope.Reach, scope.Value);
            _stops.Add(stop);
            if (_intent is { Status: IntentStatus.Pending, Held: false })
            {
                (_intent.Held, _intent.HeldAt) = (true, _now);
                _intent.Version++;
            }
            if (_intent.Status == IntentStatus.Granted && _grant is { RedeemedAt: null, RevokedAt: null })
            {
                (_grant.RevokedAt, _grant.CurrentTokenId) = (_now, null);
                _intent.MoveTo(IntentStatus.Revoked, OutcomeCodes.Revoked);
            }
        }

        private void Release()
        {
            if (_stops.Find(s => s.Standing != StopStage.Released) is not { } stop)
                return;
            stop.Stage = StopRules.Next(stop)!.Value;
            if (!_intent.Held || Stops.Holding(Subject) is not null)
                return;
            _lost += _now > _intent.HeldAt ? _now - _intent.HeldAt!.Value : TimeSpan.Zero;
            _intent.ExpiresAt = HeldClock.Resume(_intent.ExpiresAt, _intent.HeldAt!.Value, _now, _intent.Deadline);
            (_intent.Held, _intent.HeldAt) = (false, null);
            _intent.Version++;
        }

        /// <summary>SplitMix64: the same seed throws the same.</summary>
        private int Dice(int sides)
        {
            _state += 0x9E3779B97F4A7C15;
            var z = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (int)((z ^ (z >> 31)) % (ulong)sides);
        }
    }
}
