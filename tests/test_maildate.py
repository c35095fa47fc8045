"""Header dates in the languages and programs of the label table."""

import pytest

from clarifier.mail.maildate import order, read_date


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Tue, Nov 12, 2024 at 9:14 AM", "2024-11-12T09:14:00"),
        ("November 18, 2026 at 11:26:03 AM EST", "2026-11-18T11:26:03-05:00"),
        ("mardi 13 janvier 2026 16:22", "2026-01-13T16:22:00"),
        ("2017-01-09 11:59:39", "2017-01-09T11:59:39"),
        ("13.01.2026 16:22", "2026-01-13T16:22:00"),
        ("26. října 2021 14:25:08 GMT+3", "2021-10-26T14:25:08+03:00"),
        ("2026年1月6日 下午 3:05", "2026-01-06T15:05:00"),
        ("2026년 2월 10일 (화) 오후 3:20", "2026-02-10T15:20:00"),
        ("Thu, 9 Apr 2026 13:05:41 -0700", "2026-04-09T13:05:41-07:00"),
        ("17-feb.-2015, om 13:18", "2015-02-17T13:18:00"),
        ("lunes, 19 de septiembre de 2022 17:55:44 -0400", "2022-09-19T17:55:44-04:00"),
        ("ke 27. lokak. 2021 klo 9.31", "2021-10-27T09:31:00"),
        ("2021. okt. 27., Sze, 9:31", "2021-10-27T09:31:00"),
        ("26. listopada 2021. u 14:25:08 EEST", "2021-10-26T14:25:08+03:00"),
        ("26 listopada 2021 o 14:25", "2021-11-26T14:25:00"),
        ("14:24 8 tháng 6, 2017", "2017-06-08T14:24:00"),
        ("вторник, 2 ноября 2021 г., 09:26:50 GMT+1", "2021-11-02T09:26:50+01:00"),
        ("28/10/2021 12.46", "2021-10-28T12:46:00"),
        ("02/13/2023 4:52 PM EST", "2023-02-13T16:52:00-05:00"),
        ("12:00 AM, March 3, 2026", "2026-03-03T00:00:00"),
        ("01-Feb-27 14:00", "2027-02-01T14:00:00"),
        ("3 May '26 9:05", "2026-05-03T09:05:00"),
    ],
)
def test_a_date_is_read(text: str, moment: str) -> None:
    when = read_date(text)
    assert when is not None
    assert when.isoformat() == moment


@pytest.mark.parametrize(
    "text", ["", "soon", "Monday, January 5, 0000 9:00 AM", "32/13/2026", "February 30, 2026", "1/2", "9" * 300]
)
def test_nonsense_is_no_date(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "proves"),
    [
        ("13/04/2026 16:20", "day"),
        ("04/13/2026 16:20", "month"),
        ("03.04.2026", "day"),
        ("03/04/2026 4:20 PM", "month"),
        ("Friday 03/04/2026", "day"),
        ("Wednesday 03/04/2026", "month"),
        ("03/04/2026 16:20", None),
        ("April 3, 2026", None),
    ],
)
def test_the_order_of_day_and_month_is_proven(text: str, proves: str | None) -> None:
    assert order(text) == proves


def test_the_order_in_force_decides_an_open_date() -> None:
    day, month = read_date("03/04/2026", "day"), read_date("03/04/2026", "month")
    assert day is not None
    assert month is not None
    assert (day.month, month.month) == (4, 3)
