using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins.Templates;

/// <summary>Something a template does: writes text or a value, or decides which nodes run.</summary>
internal abstract record TemplateNode;

internal sealed record TextNode(string Text) : TemplateNode;

/// <summary>Writes the value of a pipeline, unless it only sets variables.</summary>
internal sealed record OutputNode(Pipeline Pipeline) : TemplateNode;

internal sealed record IfNode(Pipeline Condition, IReadOnlyList<TemplateNode> Then, IReadOnlyList<TemplateNode> Else) : TemplateNode;

/// <summary>Like if, with the dot set to the value.</summary>
internal sealed record WithNode(Pipeline Value, IReadOnlyList<TemplateNode> Then, IReadOnlyList<TemplateNode> Else) : TemplateNode;

internal sealed record RangeNode(Pipeline Over, IReadOnlyList<TemplateNode> Body, IReadOnlyList<TemplateNode> Else) : TemplateNode;

/// <summary><c>break</c> or <c>continue</c>.</summary>
internal sealed record LeaveNode(bool Breaks) : TemplateNode;

/// <summary>Commands whose values are handed on, after the variables they set, declared anew or assigned.</summary>
internal sealed record Pipeline(IReadOnlyList<string> Variables, bool Declares, IReadOnlyList<IReadOnlyList<TemplateOperand>> Commands);

/// <summary>What a command is made of; the fields are looked up in its value.</summary>
internal abstract record TemplateOperand(IReadOnlyList<string> Fields);

internal sealed record DotOperand(IReadOnlyList<string> Fields) : TemplateOperand(Fields);

internal sealed record VariableOperand(string Name, IReadOnlyList<string> Fields) : TemplateOperand(Fields);

internal sealed record ConstantOperand(Value Constant) : TemplateOperand([]);

internal sealed record FunctionOperand(string Name) : TemplateOperand([]);

internal sealed record NestedOperand(Pipeline Pipeline, IReadOnlyList<string> Fields) : TemplateOperand(Fields);
