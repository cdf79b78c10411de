using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Tests;

/// <summary>Base documents grow together as OPA lets them; where two disagree both are named.</summary>
public sealed class BaseDocumentsTests
{
    [Theory]
    [InlineData("", """{"a":{"x":1}}""", "", """{"a":{"y":2},"b":3}""", """{"a":{"x":1,"y":2},"b":3}""")]
    [InlineData("", """{"a":{"x":1}}""", "a", """{"y":2}""", """{"a":{"x":1,"y":2}}""")]
    [InlineData("a", """{"x":[1]}""", "", """{"a":{"x":[1]}}""", """{"a":{"x":[1]}}""")]
    [InlineData("", "{}", "a/b", "{}", """{"a":{"b":{}}}""")]
    public void Objects_GrowTogether(string folder, string one, string otherFolder, string other, string merged)
    {
        var data = new BaseDocuments();
        data.Add("one", Folder(folder), JsonReader.Read(one));
        data.Add("other", Folder(otherFolder), JsonReader.Read(other));

        Assert.Equal(merged, JsonWriter.ToText(data.Root));
    }

    [Theory]
    [InlineData("", """{"a":{"x":1}}""", "a", """{"x":2}""", "data[\"a\"][\"x\"]")]
    [InlineData("", """{"a":[1]}""", "", """{"a":[1,2]}""", "data[\"a\"]")]
    [InlineData("", """{"a":1}""", "a/b", "{}", "data[\"a\"]")]
    [InlineData("a/b", "{}", "", """{"a":null}""", "data[\"a\"]")]
    public void WhereTwoDisagree_BothAreNamed(string folder, string one, string otherFolder, string other, string place)
    {
        var data = new BaseDocuments();
        data.Add("neither", ["elsewhere"], JsonReader.Read("{}"));
        data.Add("one", Folder(folder), JsonReader.Read(one));

        var fault = Assert.Throws<RegoException>(() => data.Add("other", Folder(otherFolder), JsonReader.Read(other)));

        Assert.Equal((RegoErrorCodes.Merge, $"other: merge error: one gives {place} a different value; keep one of them."), (fault.Code, fault.Reason));
    }

    private static string[] Folder(string path) => path.Length == 0 ? [] : path.Split('/');
}
