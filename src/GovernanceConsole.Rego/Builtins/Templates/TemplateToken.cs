namespace GovernanceConsole.Rego.Builtins.Templates;

internal enum TemplateTokenKind
{
    /// <summary>Text between actions.</summary>
    Text,

    /// <summary>The end of an action.</summary>
    ActionEnd,

    /// <summary>A keyword, function or constant.</summary>
    Word,

    /// <summary><c>.name</c>, or the dot alone with an empty text.</summary>
    Field,

    /// <summary><c>$name</c>, without its dollar.</summary>
    Variable,

    /// <summary>A quoted text, unquoted.</summary>
    Quoted,
    Number,
    Symbol,
}

/// <summary>A piece of a template; glued tells that no blank stands before it, so that <c>.a.b</c> differs from <c>.a .b</c>.</summary>
internal readonly record struct TemplateToken(TemplateTokenKind Kind, string Text, bool Glued);
