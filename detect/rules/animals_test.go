package rules

import (
	"testing"

	"monban/detect"
)

// What a form at a vet's asks is told of the animal; what others ask beside one is not.
func TestFormsOfAnimals(t *testing.T) {
	ill := []detect.Kind{detect.Diagnosis, detect.Symptom, detect.Medication, detect.BirthDate, detect.Sex}
	e := engine(t)
	for _, c := range []formCase{
		{"a first visit", "はじめての方へ 問診票,\n飼い主様のお名前,陣内 巧\nお電話,070-7536-2016\nどうぶつのお名前,むぎ\nお誕生日,2019年4月1日\n今日の症状,2日前から嘔吐\n持病,慢性腎臓病\n飲んでいる薬,フォルテコール\n", 1, []detect.Kind{detect.PersonName, detect.Phone}, ill},
		{"a record", "カルテ作成票,\n飼い主様氏名,宮坂 俊介\n電話,090-1234-5678\nペットの名前,ココ\n性別,メス\n生年月日,2018/5/2\n既往症,てんかん\n", 1, []detect.Kind{detect.PersonName, detect.Phone}, ill},
		{"a hotel", "ペットホテルご利用申込書,\nお名前,宮坂 俊介\nお電話番号,090-1234-5678\nわんちゃんのお名前,ココ\n犬種,柴\n病歴,椎間板ヘルニア\n", 1, []detect.Kind{detect.PersonName, detect.Phone}, ill},
		{"the keeper is ill", "予防接種問診票（犬）,\n飼い主,宮坂 俊介\n連絡先,090-1234-5678\n飼い主の持病,ぜんそく\n犬の名前,ココ\n", 1, []detect.Kind{detect.Diagnosis}, nil},
		{"a tenant with a dog", "入居申込書,\n氏名,宮坂 俊介\n電話,090-1234-5678\nペット名,ココ\n犬種,柴\n持病,糖尿病\n", 1, []detect.Kind{detect.Diagnosis}, nil},
		{"a guide dog", "参加申込書,\n氏名,宮坂 俊介\n電話,090-1234-5678\n障害名,聴覚障害\n盲導犬の名前,ココ\n", 1, []detect.Kind{detect.Disability}, nil},
	} {
		c.check(t, e, "csv")
	}
}
