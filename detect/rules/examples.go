package rules

import (
	"slices"

	"monban/detect"
)

// An Example documents a kind that more than one stage finds together: terms
// with the person beside them, columns with their header, the names of files.
// Its Doc is run through the whole engine by the test, as the Docs of rules are
// by theirs.
type Example struct {
	Kind detect.Kind
	// As tells how the texts are read: "text" for running text, "table" for
	// comma-separated cells, "name" for the name of a file.
	As  string
	Doc detect.Doc
}

const (
	asText  = "text"
	asTable = "table"
	asName  = "name"
)

// Examples lists them, in the order of the kinds.
func Examples() []Example {
	out := slices.Concat(careExamples, tableExamples)
	slices.SortStableFunc(out, func(a, b Example) int { return a.Kind.Index() - b.Kind.Index() })
	return out
}

// careExamples are kinds of special care: a term of the dictionary, meant of
// somebody.
var careExamples = []Example{
	care(detect.Disability, "a disability and its degree", "障害名と程度",
		"法令の障害種別、精神保健福祉法、発達障害者支援法", []string{
			"山田花子さんは高次脳機能障害のため書面で指示してください。", "利用者：佐藤一郎\n障害名：右上肢機能障害",
		}, []string{
			"本日9時から受注システムで障害が発生しています。", "山田花子さんが障害物競走に出場します。", "視覚障害とは、見えにくさのある状態をいう。",
		}),
	care(detect.DisabilityCertificate, "a disability handbook and its grade", "障害者手帳と等級",
		"身体障害者福祉法、精神保健福祉法、療育手帳制度要綱", []string{
			"佐藤一郎様は精神障害者保健福祉手帳2級を所持。", "氏名：山田花子\n手帳：療育手帳B2",
		}, []string{
			"山田花子さんの母子手帳とシステム手帳", "佐藤一郎様は療育手帳なし。", "障害者手帳をお持ちの方は半額です。",
		}),
	care(detect.WelfareCertificate, "welfare services, support and care levels, pensions", "福祉サービス・障害支援区分・要介護度・年金など",
		"障害者総合支援法、児童福祉法、介護保険法、生活保護法", []string{
			"山田花子さんは就労継続支援B型を利用中です。", "佐藤一郎様　要介護3",
		}, []string{
			"就労継続支援B型の工賃向上計画について", "山田花子さんが消費税の区分3を確認した。",
		}),
	care(detect.Diagnosis, "a disease, an injury, an allergy, a pregnancy", "病名・けが・アレルギー・妊娠",
		"ICD-10、指定難病、特定原材料", []string{
			"山田花子さんは双極性障害Ⅱ型で通院しています。", "患者：佐藤一郎　診断 F20.0", "鈴木次郎くんは卵アレルギーです。",
		}, []string{
			"うつ病の有病率は年齢によって異なります。", "佐藤一郎様は糖尿病ではない。", "山田花子さんは認知症サポーター養成講座を受講した。",
		}),
	care(detect.Symptom, "a symptom", "症状",
		"精神症状・身体症状・発達特性", []string{
			"山田花子さん、幻聴がひどく眠れないとのこと。", "佐藤一郎様は昨夜から咳が出ています。",
		}, []string{
			"症状：ログイン後に画面が固まる。", "納期に不安があり、山田花子さんと相談した。",
		}),
	care(detect.Medication, "a drug: its name, form and strength", "薬（名称・剤形・規格）",
		"一般名、販売名、薬価基準の剤形", []string{
			"佐藤一郎様にリスペリドン錠2mg 1日2回を処方。", "山田花子さんはヨクナリン錠25mgを服用中。",
		}, []string{
			"アムロジピン錠5mg 10.40円", "山田花子さんへタウリン1000mg配合の飲料を手配する。",
		}),
	care(detect.Hospital, "the hospital that somebody goes to", "通院先・入院先",
		"医療法; 個人情報保護委員会 Q&A（受診の事実は要配慮個人情報）", []string{
			"山田花子さんはみなとメンタルクリニックに通院している。", "佐藤一郎様　入院先：県立みさき野病院",
		}, []string{
			"近くの病院をご案内します。", "山田花子さんはさくら病院様の電子カルテ導入を担当。",
		}),
	care(detect.Doctor, "the doctor who treats somebody", "主治医・担当医",
		"医師法; 個人情報保護委員会 Q&A", []string{
			"患者：山田花子　主治医：今井先生", "佐藤一郎様の担当医の高田医師より連絡あり。",
		}, []string{
			"主治医の意見書が必要です。", "産業医の選任義務について",
		}),
	care(detect.HealthCheck, "results of tests and health checks", "健診・検査の結果",
		"労働安全衛生規則の健診項目、検査項目", []string{
			"佐藤一郎様　HbA1c 8.4%", "山田花子さんは要精密検査との判定。",
		}, []string{
			"健康診断の受診率は98%でした。", "山田花子さんに血圧計を発送した。",
		}),
	care(detect.Creed, "faith, party, union", "宗教・政党・組合",
		"個人情報保護法2条3項", []string{
			"山田花子さんはイスラム教の信者で、礼拝の場所を希望している。", "佐藤一郎様はエホバの証人のため輸血を希望しない。",
		}, []string{
			"仏教美術の特別展を開催します。", "山田花子さんが宗教法人の決算を担当。",
		}),
	care(detect.Race, "race and ethnic origin", "人種・民族",
		"個人情報保護法2条3項", []string{
			"山田花子さんは在日韓国人三世です。", "佐藤一郎様はアイヌ民族の出身。",
		}, []string{
			"アイヌ文化の展示を見学しました。", "民族音楽の演奏会　出演 山田花子",
		}),
	care(detect.SocialStatus, "social status", "社会的身分",
		"個人情報保護法2条3項", []string{
			"佐藤一郎さんは被差別部落の出身であると相談した。",
		}, []string{
			"同和教育の研修を行います。", "サッカー部落選の報告 山田花子",
		}),
	care(detect.CriminalRecord, "a criminal record", "犯罪の経歴",
		"個人情報保護法2条3項、同施行令2条4号・5号", []string{
			"佐藤一郎が傷害の疑いで逮捕されたとの報道。", "対象者：佐藤一郎　前科2犯",
		}, []string{
			"窃盗の罪を犯した者は、十年以下の拘禁刑に処する。", "山田花子さんが逮捕術の大会で優勝した。",
		}),
	care(detect.CrimeVictim, "having been the victim of a crime", "犯罪被害の事実",
		"個人情報保護法2条3項", []string{
			"山田花子さんは夫からのDVを受けて避難中。", "対象児童：佐藤一郎　身体的虐待の疑い",
		}, []string{
			"虐待防止研修を実施します。", "山田花子さん、DVDの返却をお願いします。",
		}),
}

// tableExamples are kinds that show in a column under its header, in the name
// of a file, or as a name.
var tableExamples = []Example{
	{detect.PersonName, asText, detect.Doc{
		Title: "Names: with an honorific, behind a label, in a list", TitleJa: "氏名（敬称、項目名、一覧、漢字・かな・ローマ字）",
		Hit:    []string{"昨日、佐藤一郎様からお電話がありました。", "氏名：グエン・ティ・ラン", "担当は山田花子さんです。"},
		Miss:   []string{"千葉の工場から福島の倉庫へ運びます。", "豊田通りを右に曲がります。", "氏名：　　　　　　　生年月日：　　年　　月　　日"},
		Source: "辞書の姓と名、敬称、系列ラベリングの学習結果",
	}},
	{detect.Sex, asTable, detect.Doc{
		Title: "Sex, in a column or beside a name", TitleJa: "性別（列、項目名、氏名と並ぶもの）",
		Hit:    []string{"氏名,性別\n佐藤一郎,男\n山田花子,女\n鈴木次郎,男\n"},
		Miss:   []string{"品名,サイズ\n男性用手袋,L\n女性用手袋,M\n子供用手袋,S\n"},
		Source: "JIS X 0303",
	}},
	{detect.Career, asTable, detect.Doc{
		Title: "Schools and former employers", TitleJa: "学歴・職歴・応募の経歴",
		Hit:    []string{"氏名,最終学歴\n佐藤一郎,みなと大学商学部\n山田花子,青葉工業高校\n鈴木次郎,北斗専門学校\n"},
		Miss:   []string{"学校名,所在地\nみなと大学,横浜市\n青葉工業高校,仙台市\n北斗専門学校,函館市\n"},
		Source: "公正な採用選考の基本 (厚生労働省)",
	}},
	{detect.JobOffer, asTable, detect.Doc{
		Title: "Where somebody was offered a job, and how far an application is", TitleJa: "内定先・選考の状況",
		Hit:    []string{"氏名,内定先\n佐藤一郎,北斗物流\n山田花子,みどり銀行\n鈴木次郎,青葉製作所\n"},
		Miss:   []string{"会社名,業種\n北斗物流,運輸\nみどり銀行,金融\n青葉製作所,製造\n"},
		Source: "公正な採用選考の基本 (厚生労働省)",
	}},
	{detect.Family, asTable, detect.Doc{
		Title: "Family and relations", TitleJa: "家族・続柄",
		Hit:    []string{"氏名,家族構成,年齢\n佐藤一郎,妻・長男,41\n山田花子,夫・長女・次女,38\n鈴木次郎,父・母,24\n"},
		Miss:   []string{"商品,数量\n家族向け弁当,12\n親子丼,30\n夫婦茶碗,4\n"},
		Source: "住民基本台帳の続柄",
	}},
	{detect.Nationality, asTable, detect.Doc{
		Title: "Nationality", TitleJa: "国籍",
		Hit:    []string{"氏名,国籍\nNguyen Van Hung,ベトナム\nPriya Sharma,インド\nPark Jieun,韓国\n"},
		Miss:   []string{"品名,原産国\nバナナ,フィリピン\nコーヒー,ブラジル\nワイン,フランス\n"},
		Source: "ISO 3166-1",
	}},
	{detect.IDCard, asName, detect.Doc{
		Title: "A picture of an identity document, by its name or what is read in it", TitleJa: "本人確認書類の画像（ファイル名、読み取った文字）",
		Hit:    []string{"運転免許証_佐藤一郎.jpg", "マイナンバーカード表.png"},
		Miss:   []string{"免許証の提出について.jpg", "商品写真01.jpg"},
		Source: "犯罪収益移転防止法施行規則7条の本人確認書類",
	}},
}

func care(k detect.Kind, title, titleJa, source string, hit, miss []string) Example {
	return Example{k, asText, detect.Doc{Title: "With a person: " + title, TitleJa: "特定できる人と並ぶ" + titleJa, Hit: hit, Miss: miss, Source: source}}
}
