"""Places that are meant by naming their cities."""

import pytest

from assistant.language.cities import CITIES, places_of_cities
from assistant.language.places import is_jurisdiction


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("a plant near Stuttgart", ("DE",)),
        ("在斯图加特附近建厂", ("DE",)),
        ("Barcelona or Győr", ("ES", "HU")),
        ("GYŐR", ()),
        ("从上海到慕尼黑", ("CN", "DE")),
        ("從上海到慕尼黑", ("CN", "DE")),
        ("国内工厂", ("CN",)),
        ("我国企业", ("CN",)),
        ("São Paulo", ("BR",)),
        ("Sao Paulo", ("BR",)),
        ("Barcelona, then Barcelona", ("ES",)),
        ("stuttgart", ()),
        ("", ()),
        ("补贴政策", ()),
    ],
)
def test_cities_mean_their_country(text: str, codes: tuple[str, ...]) -> None:
    assert tuple(sorted(code.split("-")[0] for code in places_of_cities(text))) == tuple(sorted(codes))


def test_every_city_lies_in_a_known_jurisdiction() -> None:
    lines = [line for line in CITIES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert {len(line.split("\t")) for line in lines} == {3}
    # Kosovo has a code of its users only.
    assert {code for line in lines if not is_jurisdiction(code := line.split("\t")[0])} <= {"XK"}
