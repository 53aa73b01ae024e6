"""The written-down JUnit schema refuses what CI servers refuse."""

from xml.etree import ElementTree

import pytest
from junit_schema import breaches

RIGHT = (
    '<testsuites tests="2" failures="1" errors="0" time="1.500">'
    '<testsuite name="a.yaml" tests="2" failures="1" errors="0" skipped="0" time="1.500">'
    '<properties><property name="rule" value="R18"/></properties>'
    '<testcase classname="a" name="a (safe)" time="1.000"/>'
    '<testcase classname="a" name="a (documented)" time="0.500">'
    '<failure message="m" type="failed">text</failure></testcase>'
    "</testsuite></testsuites>"
)


def test_a_right_report_is_taken() -> None:
    assert breaches(ElementTree.fromstring(RIGHT)) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('<testsuites tests="2"', '<testsuites tests="3"', "says tests=3, there are 2"),
        ('errors="0" time="1.500">', 'errors="0" skipped="0" time="1.500">', "attribute skipped"),
        (' skipped="0" time="1.500"', ' time="1.500"', "testsuite lacks skipped"),
        ('time="1.000"', 'time="1,0 s"', "testcase time="),
        ('time="1.000"', "", "testcase lacks time"),
        ('name="a (safe)"', 'name=""', "testcase name="),
        ('name="a (safe)"', "", "testcase lacks name"),
        ('"1.000"/>', '"1.000"><properties/></testcase>', "properties in testcase"),
        ('"1.000"/>', '"1.000">hello</testcase>', "testcase holds text"),
        ('"1.000"/>', '"1.000"><flaky/></testcase>', "no element flaky"),
        (' type="failed"', "", "failure lacks type"),
        ("</failure>", '</failure><error type="error"/>', "testcase holds"),
        ("<testsuites", "<results", "root is results"),
    ],
)
def test_a_wrong_report_is_told(old: str, new: str, told: str) -> None:
    assert old in RIGHT
    text = RIGHT.replace(old, new, 1)
    if new == "<results":
        text = text.replace("</testsuites>", "</results>")
    assert any(told in each for each in breaches(ElementTree.fromstring(text)))


def test_properties_come_before_the_cases() -> None:
    root = ElementTree.fromstring(RIGHT)
    suite = root[0]
    suite.append(suite[0])
    del suite[0]
    assert any("order in testsuite" in each for each in breaches(root))
