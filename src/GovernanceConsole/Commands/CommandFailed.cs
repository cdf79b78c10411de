using GovernanceConsole.Rego;

namespace GovernanceConsole.Commands;

/// <summary>A command that cannot go on: the exit code, and every reason in a line of its own.</summary>
internal sealed class CommandFailed(int exitCode, params IReadOnlyList<string> reasons) : Exception(string.Join('\n', reasons))
{
    /// <summary>A policy, a document or an evaluation is at fault.</summary>
    public const int Fault = 1;

    /// <summary>The command line is: an option nobody knows, a file that is not there.</summary>
    public const int Usage = 2;

    public int ExitCode => exitCode;

    public IReadOnlyList<string> Reasons => reasons;

    /// <summary>Every mistake as <c>file:row:column: code: sentence</c>.</summary>
    public static CommandFailed By(IEnumerable<RegoException> errors) => new(Fault, [.. errors.SelectMany(error => error.All).Select(error => error.Message)]);

    public static CommandFailed Misused(string reason) => new(Usage, reason, "See: policy --help");
}
