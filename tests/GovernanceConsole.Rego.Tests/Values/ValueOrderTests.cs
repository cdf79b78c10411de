using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Tests.Values;

public sealed class ValueOrderTests
{
    private static readonly Value[] Ascending =
    [
        NullValue.Instance,
        BooleanValue.False,
        BooleanValue.True,
        NumberValue.Of(-1),
        NumberValue.Parse("0.5"),
        NumberValue.Of(1),
        NumberValue.Parse("28857836529306024611912"),
        NumberValue.Parse("28857836529306024611913"),
        NumberValue.Parse("1e1999"),
        StringValue.Of(""),
        StringValue.Of("a"),
        StringValue.Of("\uFF5E"),
        StringValue.Of("\U0001F600"),
        ArrayValue.Empty,
        ArrayValue.Of(NumberValue.Of(1)),
        ArrayValue.Of(NumberValue.Of(1), NumberValue.Of(2)),
        ArrayValue.Of(NumberValue.Of(2)),
        ObjectValue.Empty,
        ObjectValue.Of(("a", NumberValue.Of(1))),
        ObjectValue.Of(("a", NumberValue.Of(1)), ("b", NumberValue.Of(0))),
        ObjectValue.Of(("a", NumberValue.Of(2))),
        ObjectValue.Of(("b", NumberValue.Of(1))),
        SetValue.Empty,
        SetValue.Of(NumberValue.Of(1)),
    ];

    [Fact]
    public void Values_of_all_types_sort_in_Regos_order()
    {
        for (var i = 0; i < Ascending.Length; i++)
            for (var j = 0; j < Ascending.Length; j++)
                Assert.Equal(i.CompareTo(j), Math.Sign(Ascending[i].CompareTo(Ascending[j])));
    }

    [Theory]
    [InlineData("1", "1.0")]
    [InlineData("100", "1e2")]
    [InlineData("0.5", "5E-1")]
    [InlineData("0", "-0")]
    [InlineData("0", "0.000")]
    [InlineData("1e30", "1000000000000000000000000000000")]
    public void Numbers_written_differently_are_one_value(string left, string right)
    {
        var (a, b) = (NumberValue.Parse(left), NumberValue.Parse(right));
        Assert.Equal(a, b);
        Assert.Equal(0, a.CompareTo(b));
        Assert.Equal(a.GetHashCode(), b.GetHashCode());
        Assert.Equal(right, b.ToString());
    }

    [Fact]
    public void Collections_of_equal_members_are_equal_and_hash_alike()
    {
        var left = SetValue.Of(ArrayValue.Of(NumberValue.Of(2)), NumberValue.Of(1), NumberValue.Parse("1.0"));
        var right = SetValue.Of(NumberValue.Of(1), ArrayValue.Of(NumberValue.Parse("2.0")));
        Assert.Equal(left, right);
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
        Assert.Equal("{1, [2]}", left.ToString());
    }

    [Fact]
    public void An_array_is_indexed_by_plain_integers_only()
    {
        var array = ArrayValue.Of(StringValue.Of("zero"), StringValue.Of("one"));
        Assert.Equal(StringValue.Of("one"), array.Find(NumberValue.Of(1)));
        Assert.Null(array.Find(NumberValue.Parse("1.0")));
        Assert.Null(array.Find(NumberValue.Of(2)));
        Assert.Null(array.Find(NumberValue.Of(-1)));
        Assert.Null(array.Find(StringValue.Of("1")));
    }

    [Fact]
    public void A_nesting_deeper_than_the_stack_is_an_exception_that_can_be_caught()
    {
        Value left = NullValue.Instance, right = NullValue.Instance;
        for (var i = 0; i < 1_000_000; i++) (left, right) = (ArrayValue.Of(left), ArrayValue.Of(right));
        Assert.Throws<InsufficientExecutionStackException>(() => left.Equals(right));
        Assert.Throws<InsufficientExecutionStackException>(() => left.GetHashCode());
        Assert.Throws<InsufficientExecutionStackException>(() => left.ToString());
    }

    [Fact]
    public void Large_objects_and_sets_are_built_and_searched_quickly()
    {
        var members = new ObjectBuilder();
        var set = new SetBuilder();
        for (var i = 200_000; i > 0; i--)
        {
            members.Set(NumberValue.Of(i), NumberValue.Of(i));
            set.Add(NumberValue.Of(i % 150_000));
        }

        var built = members.Build();
        Assert.Equal(200_000, built.Count);
        Assert.Equal(NumberValue.Of(1), built.KeyAt(0));
        Assert.Equal(NumberValue.Of(777), built.Find(NumberValue.Parse("777.0")));
        Assert.Equal(150_000, set.Build().Count);
    }

    [Fact]
    public void Numbers_chosen_to_collide_do_not_slow_a_set_down()
    {
        var set = new SetBuilder();
        for (var i = 0L; i < 200_000; i++) set.Add(NumberValue.Of((i << 32) | i));
        Assert.Equal(200_000, set.Build().Count);
    }

    [Fact]
    public void A_key_given_again_with_another_value_is_a_conflict()
    {
        var builder = new ObjectBuilder();
        Assert.True(builder.TryAdd(StringValue.Of("a"), NumberValue.Of(1)));
        Assert.True(builder.TryAdd(StringValue.Of("a"), NumberValue.Parse("1.0")));
        Assert.False(builder.TryAdd(StringValue.Of("a"), NumberValue.Of(2)));
    }

    [Fact]
    public void Set_algebra_keeps_the_order()
    {
        var left = SetValue.Of(NumberValue.Of(3), NumberValue.Of(1), NumberValue.Of(2));
        var right = SetValue.Of(NumberValue.Of(4), NumberValue.Of(2));
        Assert.Equal("{1, 2, 3, 4}", left.Union(right).ToString());
        Assert.Equal("{2}", left.Intersect(right).ToString());
        Assert.Equal("{1, 3}", left.Except(right).ToString());
    }
}
