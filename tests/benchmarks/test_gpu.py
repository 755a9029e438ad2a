import json

import pytest

from benchmarks.gpu import main


@pytest.mark.parametrize("shape", ["tiny", "tiny-xl"])
def test_forwards_and_pictures_are_measured_with_the_device_named(shape, tmp_path, capsys):
    file = tmp_path / "figures.json"
    asked = ["--device", "cpu", "--shape", shape, "--pictures", "1", "2", "--repeats", "1"]

    code = main([*asked, "--modes", "eager", "graphs", "--json", str(file)])

    figures = json.loads(file.read_text())
    assert code == 0
    assert figures["device"].startswith("cpu (")
    assert figures["device"] in capsys.readouterr().out
    assert figures["modes"]["eager"]["forward_ms"].keys() == {"1", "2", "4"}
    assert figures["modes"]["eager"]["images_per_second"].keys() == {"1", "2"}
    assert figures["skipped"] == {"graphs": "CUDA graphs need a CUDA device"}
