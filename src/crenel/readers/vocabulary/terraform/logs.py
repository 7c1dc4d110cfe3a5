"""CloudWatch logs and alarms, CloudTrail."""

from __future__ import annotations

from crenel.model.value import Absent, Map, Value
from crenel.readers.vocabulary.terraform.table import TABLE, Properties
from crenel.readers.vocabulary.terraform.values import (
    Names,
    each,
    per_case,
    renamed,
    tagged,
    unless,
    within,
)
from crenel.readers.vocabulary.terraform.written import Written


@TABLE.becomes("AWS::Logs::LogGroup", "aws_cloudwatch_log_group")
def log_group(it: Written) -> Properties:
    """A log group; 0 days mean for ever."""
    return {
        "LogGroupName": it["name"],
        "RetentionInDays": unless(it["retention_in_days"], 0),
        "KmsKeyId": it["kms_key_id"],
    }


@TABLE.becomes("AWS::Logs::SubscriptionFilter", "aws_cloudwatch_log_subscription_filter")
def subscription_filter(it: Written) -> Properties:
    """Logs that are sent on."""
    return it.plain({"LogGroupName": "log_group_name", "DestinationArn": "destination_arn"})


@TABLE.becomes("AWS::Logs::Destination", "aws_cloudwatch_log_destination")
def destination(it: Written) -> Properties:
    """Where other accounts may send logs."""
    return it.plain({"DestinationName": "name", "RoleArn": "role_arn"})


@TABLE.completes(
    "aws_cloudwatch_log_destination", "destination_name", "aws_cloudwatch_log_destination_policy"
)
def destination_policy(it: Written) -> Properties:
    """Who may send logs to a destination."""
    return {"DestinationPolicy": it.document("access_policy")}


@TABLE.becomes("AWS::CloudWatch::Alarm", "aws_cloudwatch_metric_alarm")
def alarm(it: Written) -> Properties:
    """An alarm."""
    return {
        "AlarmName": it["alarm_name"],
        "ActionsEnabled": it["actions_enabled"],
        "AlarmActions": it["alarm_actions"],
        "MetricName": it["metric_name"],
        "Dimensions": tagged(it["dimensions"]),
    }


@TABLE.becomes("AWS::CloudTrail::Trail", "aws_cloudtrail")
def trail(it: Written) -> Properties:
    """An audit trail."""
    return {
        "TrailName": it["name"],
        "EventSelectors": it.each("event_selector", _selector),
        "AdvancedEventSelectors": it.each("advanced_event_selector", _advanced),
    }


def _selector(block: Value) -> Value:
    """A selector with the resources whose data events it takes."""
    names = {
        "ReadWriteType": "read_write_type",
        "IncludeManagementEvents": "include_management_events",
    }
    inside = {"Type": "type", "Values": "values"}
    return _with_list(block, names, "DataResources", "data_resource", inside)


def _advanced(block: Value) -> Value:
    """A selector by fields of the events."""
    inside = {"Field": "field", "Equals": "equals", "StartsWith": "starts_with"}
    return _with_list(block, {"Name": "name"}, "FieldSelectors", "field_selector", inside)


def _with_list(block: Value, names: Names, name: str, path: str, inside: Names) -> Value:
    def change(case: Value) -> Value:
        made = renamed(case, names)
        if not isinstance(made, Map):
            return made
        listed = each(within(case, path, whole=True), lambda one: renamed(one, inside))
        return made if isinstance(listed, Absent) else made.merged({name: listed})

    return per_case(block, change)
