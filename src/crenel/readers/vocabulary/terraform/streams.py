"""Amazon Kinesis and Firehose."""

from __future__ import annotations

from crenel.model.value import Absent, known
from crenel.readers.vocabulary.terraform.table import TABLE, Properties
from crenel.readers.vocabulary.terraform.values import word_if
from crenel.readers.vocabulary.terraform.written import Written


@TABLE.becomes("AWS::Kinesis::Stream", "aws_kinesis_stream")
def stream(it: Written) -> Properties:
    """A data stream."""
    return {"Name": it["name"], "StreamEncryption.EncryptionType": it["encryption_type"]}


@TABLE.becomes("AWS::Kinesis::StreamConsumer", "aws_kinesis_stream_consumer")
def consumer(it: Written) -> Properties:
    """A consumer of a data stream."""
    return {"StreamARN": it["stream_arn"]}


@TABLE.becomes("AWS::KinesisFirehose::DeliveryStream", "aws_kinesis_firehose_delivery_stream")
def delivery_stream(it: Written) -> Properties:
    """A delivery stream; one that reads another source has no say over encryption."""
    encryption = it.block("server_side_encryption", {"On": "enabled", "Kind": "key_type"})
    kind = encryption.get("Kind").or_default("AWS_OWNED_CMK", "default of the provider")
    source = it["kinesis_source_configuration"]
    from_stream = (
        source if isinstance(source, Absent) else known("KinesisStreamAsSource", source.span)
    )
    from_kafka = it["msk_source_configuration"]
    if not isinstance(from_kafka, Absent):
        from_stream = known("MSKAsSource", from_kafka.span)
    on = word_if(encryption.get("On"), "on")
    return {
        "DeliveryStreamName": it["name"],
        "DeliveryStreamType": from_stream,
        "DeliveryStreamEncryptionConfigurationInput.KeyType": on
        if isinstance(on, Absent)
        else kind,
    }


@TABLE.becomes("AWS::MSK::Cluster", "aws_msk_cluster")
@TABLE.becomes("AWS::MSK::ServerlessCluster", "aws_msk_serverless_cluster")
@TABLE.becomes("AWS::AmazonMQ::Broker", "aws_mq_broker")
@TABLE.becomes("AWS::DocDB::DBCluster", "aws_docdb_cluster")
def source(_: Written) -> Properties:
    """What functions poll; nothing else is asked of it."""
    return {}
