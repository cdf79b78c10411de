namespace GovernanceConsole.Rego.Tests.Builtins;

public sealed class TimesTests
{
    [Theory]
    [InlineData("time.now_ns()", "1795348800000000000")]
    [InlineData("time.parse_rfc3339_ns(\"2017-06-02T19:00:00.5-07:00\")", "1496455200500000000")]
    [InlineData("time.parse_ns(\"2006-01-02 15:04:05\", \"2020-02-29 01:02:03\")", "1582938123000000000")]
    [InlineData("time.parse_ns(\"Mon, 02 Jan 2006\", \"Thu, 01 Jan 1970\")", "0")]
    [InlineData("time.parse_ns(\"3:04PM Jan _2 2006\", \"12:00AM Jan  5 1970\")", "345600000000000")]
    [InlineData("time.parse_ns(\"2006-01-02\", \"2021-02-30\")", "undefined")]
    [InlineData("time.parse_ns(\"RFC1123Z\", \"Thu, 01 Jan 1970 01:00:00 +0100\")", "0")]
    [InlineData("time.parse_ns(\"2006-002\", \"2020-060\")", "1582934400000000000")]
    [InlineData("time.parse_duration_ns(\"1h30m\")", "5400000000000")]
    [InlineData("time.parse_duration_ns(\"-1.5s\")", "-1500000000")]
    [InlineData("time.parse_duration_ns(\"5\")", "undefined")]
    [InlineData("time.date([1517832000000000000, \"America/Los_Angeles\"])", "[2018,2,5]")]
    [InlineData("time.clock([1517832000000000000, \"Europe/Berlin\"])", "[13,0,0]")]
    [InlineData("time.weekday(0)", "\"Thursday\"")]
    [InlineData("time.date(-1)", "[1969,12,31]")]
    [InlineData("time.format(1582977600000000001)", "\"2020-02-29T12:00:00.000000001Z\"")]
    [InlineData("time.format([1582977600000000000, \"Asia/Kolkata\"])", "\"2020-02-29T17:30:00+05:30\"")]
    [InlineData("time.format([1582977600000000000, \"Europe/Berlin\", \"RFC1123\"])", "\"Sat, 29 Feb 2020 13:00:00 CET\"")]
    [InlineData("time.format([1595000000000000000, \"America/New_York\", \"UnixDate\"])", "\"Fri Jul 17 11:33:20 EDT 2020\"")]
    [InlineData("time.format([2000000000000000000, \"America/New_York\", \"RFC822\"])", "\"17 May 33 23:33 EDT\"")]
    [InlineData("time.format([0, \"\", \"Monday, 2 January 2006 3:04:05.000 PM\"])", "\"Thursday, 1 January 1970 12:00:00.000 AM\"")]
    [InlineData("time.add_date(1582977600000000000, 1, 0, 0)", "1614600000000000000")]
    [InlineData("time.add_date(1585472400000000000, 0, -1, 0)", "1582966800000000000")]
    [InlineData("time.diff(1582977600000000000, 0)", "[50,1,28,12,0,0]")]
    public void Answers_as_OPA(string expression, string expected) => Assert.Equal(expected, Expression.Answer(expression));

    [Theory]
    [InlineData("time.date(1e30)", "eval_builtin_error: time.date: timestamp too big")]
    [InlineData("time.add_date(0, 100000000, 0, 0)", "eval_builtin_error: time.add_date: time outside of valid range")]
    [InlineData("time.parse_rfc3339_ns(\"2263-01-01T00:00:00Z\")", "eval_builtin_error: time.parse_rfc3339_ns: time outside of valid range")]
    [InlineData("time.clock([0, \"Mars/Olympus\"])", "eval_builtin_error: time.clock: unknown time zone Mars/Olympus")]
    [InlineData("time.clock([0, \"../../etc/passwd\"])", "eval_builtin_error: time.clock: unknown time zone ../../etc/passwd")]
    public void Refuses_in_OPAs_words(string expression, string expected) => Assert.Equal(expected, Expression.Failure(expression));
}
