import pytest

from kazmig.report.staging import Staging


def test_a_run_takes_its_place_whole(repository):
    first = Staging.open("flows", "default")
    (first.folder / "manifest.json").write_text("one")
    assert not repository.run().exists()
    assert first.settle() == repository.run()
    second = Staging.open("flows", "default")
    (second.folder / "manifest.json").write_text("two")
    assert (repository.run() / "manifest.json").read_text() == "one"
    second.settle()
    assert (repository.run() / "manifest.json").read_text() == "two"
    assert {path.name for path in repository.run().parent.iterdir()} == {"default"}


def test_what_only_the_runner_writes_is_carried_over(repository):
    repository.run().mkdir(parents=True)
    (repository.run() / "notebook.ipynb").write_text("executed")
    (repository.run() / "figures").mkdir()
    (repository.run() / "figures" / "old.svg").write_text("old")
    staging = Staging.open("flows", "default")
    (staging.folder / "manifest.json").write_text("new")
    staging.settle()
    assert {path.name for path in repository.run().iterdir()} == {"manifest.json", "notebook.ipynb"}


def test_what_a_broken_run_left_is_cleared(repository):
    left = Staging.open("flows", "default")
    (left.folder / "half").write_text("half")
    assert list(Staging.open("flows", "default").folder.iterdir()) == []


@pytest.mark.parametrize("name", ["default", "0123456789ab"])
def test_the_place_is_of_its_parameters(repository, name):
    assert Staging.open("flows", name).place == repository.run(name)
