namespace GovernanceConsole.Ui.Parts;

/// <summary>How a <c>Notice</c> is meant; the icon and its words say the same as the colour.</summary>
public enum NoticeKind
{
    Note,
    Done,
    Warning,
    Problem,
}
