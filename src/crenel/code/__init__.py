"""Function source -> facts: imports, environment, SDK calls, outbound hosts, dangerous calls.

Nothing of the project is executed and nothing is read but through a ``Tree``. A file is parsed,
lowered into one small language (``syntax``), and evaluated with abstract values (``values``,
``evaluate``) from the handler on; what is dangerous stands in ``sinks``, one file for each kind.
"""
