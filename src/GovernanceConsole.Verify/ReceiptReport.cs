using System.Text;
using GovernanceConsole.Domain.Audit;
using GovernanceConsole.Domain.Evidence;

namespace GovernanceConsole.Verify;

/// <summary>
/// Prints what a receipt's checks found: one line a check, the result, and the warnings last, where they are read. Text that comes from the receipt is printed with control and formatting characters escaped,
/// so that no receipt writes to the reader's terminal what it likes.
/// </summary>
internal sealed class ReceiptReport(TextWriter output, TextWriter errors, bool brief)
{
    public int Check(string file, NoteKey? trusted)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(file);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"{Plain(file)}: cannot be read: {Plain(wrong.Message)}");
            return CommandLine.CodeFor(null);
        }

        var receipt = ReceiptReader.Read(bytes);
        if (receipt.IsRefused)
        {
            errors.WriteLine($"{Plain(file)}: {Plain(receipt.Refusal.Message)}");
            return CommandLine.CodeFor(null);
        }

        var verdict = ReceiptVerification.Verify(receipt.Value, trusted);
        Print(file, receipt.Value, verdict);
        return CommandLine.CodeFor(verdict.Holds);
    }

    private void Print(string file, Receipt receipt, ReceiptVerdict verdict)
    {
        output.WriteLine($"{Plain(file)}");
        output.WriteLine($"  intent   {Plain(receipt.Intent.Id)}  {Plain(receipt.Intent.Status)}  {Plain(receipt.Intent.Digest)}");
        output.WriteLine($"  issuer   {Plain(receipt.Issuer)}");
        foreach (var approval in receipt.Approvals)
            output.WriteLine($"  {(approval.Verdict == "approve" ? "approved" : "denied  ")} {approval.SignedAt:yyyy-MM-dd HH:mm:ss}Z by {Plain(approval.ApproverName)}{(approval.Credential.Practice ? " (practice key)" : "")}");
        output.WriteLine();
        foreach (var check in verdict.Checks)
        {
            if (brief && check.State != CheckState.Failed)
                continue;
            var mark = check.State switch { CheckState.Holds => "ok      ", CheckState.Failed => "FAILED  ", _ => "unknown " };
            output.WriteLine($"  {mark} {check.Name,-38} {Plain(check.Rule)}");
        }

        var failed = verdict.Checks.Count(check => check.State == CheckState.Failed);
        var unknown = verdict.Checks.Count(check => check.State == CheckState.NotCheckable);
        output.WriteLine();
        output.WriteLine(failed == 0
            ? $"  HOLDS: {verdict.Checks.Count - unknown} checks, none failed; {unknown} cannot be made from a receipt alone."
            : $"  DOES NOT HOLD: {failed} of {verdict.Checks.Count} checks failed. Do not rely on this receipt.");
        foreach (var warning in verdict.Warnings)
            output.WriteLine($"  ! {warning}");
        output.WriteLine();
    }

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator)
                plain.Append(System.Globalization.CultureInfo.InvariantCulture, $"⟦U+{rune.Value:X4}⟧");
            else
                plain.Append(rune);
        }

        return plain.ToString();
    }
}
