"""Bytes that are made into objects, with code of their own."""

from __future__ import annotations

from crenel.code.facts import Tainted
from crenel.code.hooks import CallView, calls
from crenel.code.values import Opaque, Path, taint

KIND = "unsafe-deserialisation"
_SAFE = ("SafeLoader", "CSafeLoader", "BaseLoader", "CBaseLoader")


@calls(
    "pickle.loads", "pickle.load", "cPickle.loads", "cPickle.load", "_pickle.loads", "dill.loads"
)
@calls("dill.load", "marshal.loads", "marshal.load", "jsonpickle.decode", "pickle.Unpickler")
@calls("cloudpickle.loads", "cloudpickle.load", "joblib.load", "pandas.read_pickle", "shelve.open")
@calls("node-serialize.unserialize", "serialize-to-js.deserialize", "funcster.deepDeserialize")
def _objects(view: CallView) -> None:
    value = view.argument(0, "data", "file", "filename", "string")
    if value is not None:
        view.sink(KIND, f"{view.name}() runs code that its data holds", value)


@calls("yaml.load", "yaml.load_all", "yaml.unsafe_load", "yaml.full_load", "yaml.unsafe_load_all")
def _yaml(view: CallView) -> None:
    loader = view.argument(1, "Loader")
    if isinstance(loader, Path) and loader.name.rpartition(".")[2] in _SAFE:
        return
    value = view.argument(0, "stream")
    if value is not None:
        view.sink(KIND, f"{view.name}() without SafeLoader makes any object", value)


@calls("js-yaml.load", "js-yaml.loadAll")
def _js_yaml(view: CallView) -> None:
    """Version 3 makes functions of text, version 4 does not: which one is installed decides."""
    value = view.argument(0)
    if value is None:
        return
    worst = taint(value)
    if worst.tainted is Tainted.YES:
        worst = Opaque(origin=worst.origin, path=worst.path)
    view.sink(KIND, "js-yaml before version 4 makes functions of text", worst)


@calls("java.io.ObjectInputStream", "java.beans.XMLDecoder")
@calls("com.thoughtworks.xstream.XStream().fromXML", "org.yaml.snakeyaml.Yaml().load")
@calls("org.yaml.snakeyaml.Yaml().loadAll", "com.esotericsoftware.kryo.Kryo().readClassAndObject")
@calls("com.alibaba.fastjson.JSON.parse", "com.alibaba.fastjson.JSON.parseObject")
def _java(view: CallView) -> None:
    value = view.argument(0)
    if value is not None:
        view.sink(KIND, f"{view.name}() makes any object that its data name", value)
