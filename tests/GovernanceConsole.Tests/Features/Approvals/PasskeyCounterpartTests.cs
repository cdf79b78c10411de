using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GovernanceConsole.Domain.Approvals.WebAuthn;
using GovernanceConsole.Tests.World;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace GovernanceConsole.Tests.Features.Approvals;

/// <summary>Our verdict on assertions beside that of ASP.NET Core's own handler, which shares no code with it: both accept and both refuse the same.</summary>
public sealed class PasskeyCounterpartTests
{
    private const string RpId = "gov.example";
    private const string Origin = "https://gov.example";
    private const string PersonId = "per_01";

    private static readonly byte[] Challenge = SHA256.HashData("the statement"u8);
    private static readonly byte[] UserHandle = Encoding.UTF8.GetBytes(PersonId);

    private static readonly Dictionary<string, Mischief> Answers = new()
    {
        ["honest"] = Mischief.None,
        ["extra client data"] = new() { ExtraClientData = true },
        ["extensions"] = new() { Extensions = true },
        ["no user handle"] = new() { NoUserHandle = true },
        ["another challenge"] = new() { Challenge = new byte[32] },
        ["another type"] = new() { Type = "webauthn.create" },
        ["a sibling origin"] = new() { Origin = "https://evil.gov.example" },
        ["a frame"] = new() { CrossOrigin = true },
        ["another RP id"] = new() { RpId = "evil.example" },
        ["nobody present"] = new() { NoUserPresence = true },
        ["nobody verified"] = new() { NoUserVerification = true },
        ["backed up but not eligible"] = new() { BackedUp = true },
        ["eligibility flipped"] = new() { FlipBackupEligible = true },
        ["another person's handle"] = new() { UserHandle = Encoding.UTF8.GetBytes("per_02") },
        ["another credential"] = new() { CredentialId = [1, 2, 3] },
        ["signed something else"] = new() { SignsSomethingElse = true },
        ["the counter at nought"] = new() { Counter = 0 },
        ["a trailing byte"] = new() { TrailingByte = true },
    };

    public static TheoryData<string, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, bool>();
            foreach (var name in Answers.Keys)
            {
                cases.Add(name, false);
                cases.Add(name, true);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task FrameworkAndWe_AgreeOn(string name, bool rsa)
    {
        var key = new SoftAuthenticator(Origin, rsa);
        var created = RegistrationResponse.Read(Utf8(key.Create(PasskeyOptions.ForEnrolment(RpId, "Governance", Challenge, UserHandle, "ana", "Ana", [], TimeSpan.FromMinutes(5))))).Value;
        var enrolled = RegistrationVerification.Verify(new(RpId, [Origin], Challenge, _ => false), created).Value;
        key.Get(PasskeyOptions.ForAssertion(RpId, Challenge, [], TimeSpan.FromMinutes(5)));
        var answer = key.Get(PasskeyOptions.ForAssertion(RpId, Challenge, [enrolled.Id], TimeSpan.FromMinutes(5)), Answers[name]);
        var expected = new AssertionExpectation(RpId, [Origin], Challenge, new(enrolled.Id, enrolled.PublicKey, UserHandle, 1, enrolled.BackupEligible), [enrolled.Id]);

        var ours = !AssertionVerification.Verify(expected, AssertionResponse.Read(Utf8(answer)).Value).IsRefused;

        Assert.Equal(await FrameworkAccepts(answer, enrolled, created), ours);
        Assert.Equal(name is "honest" or "extra client data" or "extensions" or "no user handle", ours);
    }

    private static async Task<bool> FrameworkAccepts(string answer, NewCredential enrolled, RegistrationResponse created)
    {
        var store = new OnePasskey(new UserPasskeyInfo(enrolled.Id, enrolled.PublicKey, DateTimeOffset.UnixEpoch, 1, [], isUserVerified: true, enrolled.BackupEligible, enrolled.BackedUp, created.AttestationObject, created.ClientDataJson));
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IUserStore<IdentityUser>>(store)
            .AddScoped<IPasskeyHandler<IdentityUser>, PasskeyHandler<IdentityUser>>()
            .Configure<IdentityPasskeyOptions>(options =>
            {
                options.ServerDomain = RpId;
                options.UserVerificationRequirement = "required";
                options.ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && context.TopOrigin is null && context.Origin == Origin);
            })
            .AddIdentityCore<IdentityUser>().Services
            .BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        http.Request.Headers.Origin = Origin;
        var result = await scope.ServiceProvider.GetRequiredService<IPasskeyHandler<IdentityUser>>().PerformAssertionAsync(new PasskeyAssertionContext
        {
            HttpContext = http,
            CredentialJson = answer,
            // The handler keeps its state as JSON with ordinary base64.
            AssertionState = JsonSerializer.Serialize(new { challenge = Convert.ToBase64String(Challenge), userId = PersonId }),
        });
        return result.Succeeded;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>One person with one passkey, as the framework's manager wants to find them.</summary>
    private sealed class OnePasskey(UserPasskeyInfo passkey) : IUserPasskeyStore<IdentityUser>
    {
        private readonly IdentityUser _person = new() { Id = PersonId, UserName = "ana" };

        public Task<IdentityUser?> FindByIdAsync(string userId, CancellationToken cancellationToken) => Task.FromResult(userId == PersonId ? _person : null);

        public Task<IdentityUser?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
            Task.FromResult(credentialId.AsSpan().SequenceEqual(passkey.CredentialId) ? _person : null);

        public Task<UserPasskeyInfo?> FindPasskeyAsync(IdentityUser user, byte[] credentialId, CancellationToken cancellationToken) =>
            Task.FromResult(credentialId.AsSpan().SequenceEqual(passkey.CredentialId) ? passkey : null);

        public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(IdentityUser user, CancellationToken cancellationToken) => Task.FromResult<IList<UserPasskeyInfo>>([passkey]);

        public Task<string> GetUserIdAsync(IdentityUser user, CancellationToken cancellationToken) => Task.FromResult(user.Id);

        public Task<string?> GetUserNameAsync(IdentityUser user, CancellationToken cancellationToken) => Task.FromResult(user.UserName);

        public Task AddOrUpdatePasskeyAsync(IdentityUser user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task RemovePasskeyAsync(IdentityUser user, byte[] credentialId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IdentityResult> CreateAsync(IdentityUser user, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IdentityResult> DeleteAsync(IdentityUser user, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IdentityResult> UpdateAsync(IdentityUser user, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IdentityUser?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<string?> GetNormalizedUserNameAsync(IdentityUser user, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task SetNormalizedUserNameAsync(IdentityUser user, string? normalizedName, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task SetUserNameAsync(IdentityUser user, string? userName, CancellationToken cancellationToken) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
