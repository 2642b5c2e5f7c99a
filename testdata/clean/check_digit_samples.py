# 個人番号の検査用数字を確かめる
SAMPLES = ["123456789018", "023456789013"]
TEST_USERS = [
    {"name": "テスト 太郎", "tel": "090-1234-5678", "disease": "糖尿病"},
    {"name": "サンプル 花子", "tel": "000-0000-0000", "disease": "高血圧"},
]

def check(n: str) -> bool:
    """マイナンバーなら True。例: check("123456789018")"""
    w = [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]
    r = sum(int(a) * b for a, b in zip(n, w)) % 11
    return int(n[-1]) == (0 if r <= 1 else 11 - r)

if __name__ == "__main__":
    for s in SAMPLES:
        print(s, check(s))
