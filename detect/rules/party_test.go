package rules

import (
	"context"
	"strings"
	"testing"

	"monban/detect"
	"monban/extract"
)

// Of the people whom a text names, those count of whom it tells something; who is
// only named beside them does not, unless he is one of a list or a child.
func TestWhoIsMeant(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		text     string
		subjects int
	}{
		{"患者：三浦 ふみ様　84歳\n心不全の増悪。\n記録　栗林", 1},
		{"見学希望の真鍋 ひろみさん、高次脳機能障害です。\nご対応お願いします。\n大森", 1},
		{"今朝、木暮さんが発作を起こし搬送されました。てんかんです。\n総務の湯浅さんに連絡済みです。", 1},
		{"1on1メモ 7/18 越智さん\n・うつっぽいとのこと。不眠が続く", 1},
		{"夜勤日誌\n101 三田さま　不穏あり\n102 野上さま　変わりなし\n103 黒羽さま　失禁\n夜勤 早瀬", 3},
		{"真柴くんが江頭くんの筆箱を隠した。江頭くんは過呼吸を起こした。\n担任　鳥羽", 2},
		{"1\n00:00:01.000 --> 00:00:04.000\n志村: 戸松さんのカンファレンスです\n\n2\n00:00:05.000 --> 00:00:09.000\n志村: 白内障で見えにくいからですね", 1},
		{"[10:02] 相原: 戸松さんは糖尿病です\n[10:05] 菅生: 了解です", 1},
		{"原因：麻痺があり、職員（米田）が席を離れた。\n対象者：楠見 トシエ様（91歳）", 1},
		{"利用者　由良 静江様　大腸がんの術後\n出席者　ケアマネジャー 名取、訪問介護 三ツ木", 1},
		// one person in two spellings, relatives of whom more is said
		{"氏名：TRAN THI HONG NHUNG（チャン ティ ホン ニュン）\n旅券番号：C4471028\nニュンさんの住所：茨城県鉾田市鉾田1443-2", 1},
		{"本日は柳瀬 夏帆さんの面談です。\n夏帆は小さいころからてんかんがあって薬を飲んでいます。", 1},
		{"First name: Kenji\nLast name: Matsuura\nPhone: +81-90-5550-4408", 1},
		{"姓：松浦\n名：健二\n携帯：090-5550-4408", 1},
		{"相談者：佐々岡 弘子（61歳）\n長男達也（35歳）が家にいる。5年前に統合失調症と診断された。", 2},
		{"本人：瀬名 光輝（15歳）ADHDの診断あり\n父：瀬名 勝（会社員）アルコール依存症", 2},
		{"母の良子さんに電話。本人は統合失調症で通院中。\n利用者　佐々岡 弘子", 1},
		{"参加者\n福吉さん　うつ病で通院中\n長浜さん　休み", 2},
		{"[LINE] 介護チームのトーク履歴\n2025/11/08(土)\n08:12\tみどり\tキヨさん、便秘と腰痛です\n08:15\tたけし\t了解\n08:20\tみどり\t八代さんは発熱です", 2},
		{"時田 祐介 様\n選考の結果、不採用とさせていただきます。\n人事部 堀之内", 1},
		{"株式会社ミドリ\n取締役の異動を内定しましたのでお知らせします。\n沖 貴明", 0},
		// letters to private people, and to offices
		{"星 菜々子 様\nご予約の確認です。\n診療内容：不妊治療\n医師：奥寺", 1},
		{"東 涼子 様\nご予約ありがとうございます。\nお電話番号　070-5550-8842\n備考　卵アレルギーがあります", 1},
		{"矢部 薫 様\n給付金をお支払いします。\n傷病名：子宮筋腫\nお振込先：みらい銀行 本店 普通 2847163　ヤベ カオル", 1},
		{"講師 矢野 創一先生　振込先：ひのき銀行 大手町支店 普通 7120093 ヤノ ソウイチ", 1},
		{"北野商事株式会社\n小笠原 様\nご予約の会議室の件です。\n大和パック株式会社 早川\nTEL 06-5555-0133", 0},
		{"株式会社アルファ 田中様\nうつ病の社員への対応について、研修の見積りをお願いします。", 0},
		{"田中様\n卵アレルギーの方は係員にお申し出ください。", 0},
	} {
		r, err := e.Scan(context.Background(), []extract.File{{Name: "m.txt", Size: int64(len(c.text)), Data: strings.NewReader(c.text)}}, detect.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if n := subjects(r); n != c.subjects {
			t.Errorf("%s: %d subjects, want %d", c.text, n, c.subjects)
		}
	}
}
