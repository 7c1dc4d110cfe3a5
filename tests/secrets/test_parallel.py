from crenel.secrets import parallel
from crenel.secrets.scan import jobs, scan_tree


def secret(random, size=24):
    return "".join(random.choice("abcdefghijkmnpqrstuvwxyz23456789") for _ in range(size))


def test_several_processes_say_the_same_as_one(tmp_path, random, monkeypatch):
    for number in range(12):
        (tmp_path / f"{number}.env").write_text(
            f"TOKEN={secret(random)}\nPASSWORD={secret(random)}\n"
        )
    (tmp_path / "noise").write_bytes(b"\0" * 100)
    monkeypatch.setattr(parallel, "_BATCH", 200)
    one, two = scan_tree([tmp_path], tmp_path), scan_tree([tmp_path], tmp_path, wanted=2)
    one.done()
    two.done()
    assert one.findings == two.findings
    assert one.coverage == two.coverage
    assert len(one.findings) == 24


def test_few_bytes_take_one_process():
    assert jobs(0, 1000) == 1
    assert jobs(3, 1000) == 3
