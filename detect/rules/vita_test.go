package rules

import (
	"testing"

	"monban/detect"
)

// In a curriculum vitae the companies are where somebody has worked: it is no
// signature, and what it tells of schools and companies is his career.
func TestCurriculumVitae(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		why, text string
		careers   int
		people    int // private ones
	}{
		{"with a label", "職務経歴書\n2025年11月1日現在\n氏名：三宅 涼太\n■職務要約\n大学卒業後、株式会社北星で法人営業を5年担当。\n2024年4月～現在 株式会社みなと 企画課長", 2, 1},
		{"without one", "【職務経歴書】\n\n三宅 涼太\n\n株式会社北星商事（2016年4月〜2021年3月）\n職種：営業\n株式会社みなと（2021年4月〜現在） 主任", 2, 1},
		{"written apart", "履　歴　書（2025年4月1日現在）\n三宅 涼太\n平成26年3月 北星大学 卒業\n平成26年4月 みなと信用金庫 入社", 2, 1},
		{"in English", "Resume\nMiyake Ryota\n2015-2019 Hokusei University, B.A.\n2019-2024 Hokusei Co., Ltd. Sales", 1, 1},
		{"with an office above", "株式会社みなと 採用担当者様\nエントリーシート\n氏名：三宅 涼太\n学歴：北星大学 卒業\n2019年から株式会社北星に勤務", 2, 1},
		{"who teaches at a seminar", "講師略歴\n三宅 涼太（みやけ りょうた）\n2009年 北星大学卒業、株式会社みなと入社。2020年より同社代表取締役。", 0, 0},
		{"how to write one", "職務経歴書の書き方\n職務要約は三行まで。例：大学卒業後、株式会社北星に入社し営業に従事。\n学歴・職歴は年月の順に。", 0, 0},
		{"a form", "履歴書\n氏名\n学歴・職歴\n年 月\n入学\n卒業\n入社", 0, 0},
		{"who wants to have them", "応募者には履歴書と職務経歴書の提出をお願いします。\n株式会社北星 人事部 三宅 涼太", 0, 0},
	} {
		careers := kindsIn(t, e, asText, c.text)[detect.Career]
		if _, people := subjectsIn(t, e, "a.txt", c.text); careers < c.careers || c.careers == 0 && careers > 0 || people != c.people {
			t.Errorf("%s: %d lines of a career and %d people, want %d and %d", c.why, careers, people, c.careers, c.people)
		}
	}
}
