"""`dateline backup`, `restore`, `key`, `manifest` and `verify`, as a person calls them."""

import json
import sqlite3
from pathlib import Path

import dateline
from tests.command import dateline as command


def test_saved_signed_verified_and_put_back(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The truce holds, the Turkish minister said on Friday.", encoding="utf-8")
    path, saved, signed = tmp_path / "r.db", tmp_path / "b.db", tmp_path / "m.json"
    with dateline.open(path, create=True) as record:
        record.read([tmp_path / "a.txt"], published="2016-12-17")
    done = command("backup", str(saved), "--json", record=path)
    assert json.loads(done.stdout)["reports"] == 1, done.stderr
    assert command("restore", str(saved), record=path).returncode == 1
    assert "restored and verified" in command("restore", str(saved), "--force", record=path).stdout
    key = command("key", "-o", str(tmp_path / "my.key"), "--json")
    public = json.loads(key.stdout)["public"]
    made = command("manifest", "--key", str(tmp_path / "my.key"), "-o", str(signed), record=path)
    assert made.returncode == 0 and "signed 1 reports" in made.stderr
    verified = command("verify", str(signed), "--key", public, record=saved)
    assert verified.returncode == 0 and verified.stdout.startswith("as signed"), verified.stderr
    db = sqlite3.connect(saved)
    db.execute("UPDATE claims SET text = 'Nothing.'")
    db.commit()
    db.close()
    found = command("verify", str(signed), "--key", public, "--json", record=saved)
    assert found.returncode == 1 and json.loads(found.stdout)["problems"]
    turned = command("manifest", "--key", public, record=path)
    assert turned.returncode == 1 and "is the public part of a key; sign with the secret one" in turned.stderr
    nowhere = command("backup", "postgresql://desk@127.0.0.1/news", record=path)
    assert nowhere.returncode == 1 and "a backup is a file" in nowhere.stderr
    refused = command("verify", str(path), "--key", public, record=saved)
    assert refused.returncode == 1 and "no manifest" in refused.stderr and "Traceback" not in refused.stderr
