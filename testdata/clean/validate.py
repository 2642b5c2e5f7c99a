"""申込フォームの入力検証。"""
import re
from datetime import date

KANA = re.compile(r"^[ァ-ヶー　]+$")
TEL = re.compile(r"^0\d{1,4}-\d{1,4}-\d{4}$")

SAMPLE = {
    "氏名": "山田 太郎",
    "フリガナ": "ヤマダ タロウ",
    "生年月日": "1980/01/01",
    "電話番号": "03-1234-5678",
    "郵便番号": "100-0001",
    "住所": "東京都千代田区千代田1-1",
    "メール": "test@example.com",
}


def check_digit(s: str) -> bool:
    """個人番号の検査用数字を確かめる（例: 123456789018）。"""
    p = [int(c) for c in s[:11]][::-1]
    q = [n + 1 if n <= 6 else n - 5 for n in range(1, 12)]
    r = sum(a * b for a, b in zip(p, q)) % 11
    return int(s[11]) == (0 if r <= 1 else 11 - r)


def test_check_digit():
    assert check_digit("123456789018")
    assert not check_digit("123456789012")


def test_tel():
    for s in ("090-1234-5678", "0120-000-000", "03-1234-5678"):
        assert TEL.match(s), s


def age(born: date, today: date) -> int:
    # 鈴木花子さん(2000-02-29生まれ)のような閏日生まれに注意
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
