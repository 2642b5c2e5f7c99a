"""入力チェックの部品。氏名・電話・マイナンバーの形だけを調べる。"""
import re

PHONE = re.compile(r"^0\d{1,4}-\d{1,4}-\d{4}$")
MY_NUMBER_LEN = 12
WEIGHTS = [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]


class Customer:
    def __init__(self, name, kana, birthday, tel, address, disability=None):
        self.name = name
        self.kana = kana
        self.birthday = birthday
        self.tel = tel
        self.address = address
        self.disability = disability  # None or one of DISABILITY_TYPES


def check_digit(digits):
    s = sum(int(d) * w for d, w in zip(digits, WEIGHTS)) % 11
    return 0 if s <= 1 else 11 - s
