package ja

import "strings"

// A POS is a part of speech, as far as names and terms need to tell them
// apart. There are fewer than 64.
type POS uint8

// The parts of speech.
const (
	OtherPOS      POS = iota
	FamilyName        // 名詞,固有名詞,人名,姓
	GivenName         // 名詞,固有名詞,人名,名
	PersonName        // 名詞,固有名詞,人名,一般
	Place             // 名詞,固有名詞,地域,一般
	Country           // 名詞,固有名詞,地域,国
	Org               // 名詞,固有名詞,組織
	ProperNoun        // 名詞,固有名詞,一般
	Noun              // 名詞,一般
	VerbalNoun        // 名詞,サ変接続
	AdjNoun           // 名詞,形容動詞語幹
	TimeNoun          // 名詞,副詞可能
	Number            // 名詞,数
	Pronoun           // 名詞,代名詞
	BoundNoun         // 名詞,非自立 and the like
	Suffix            // 名詞,接尾
	NameSuffix        // 名詞,接尾,人名: さん, 様, 氏
	PlaceSuffix       // 名詞,接尾,地域: 県, 市
	Counter           // 名詞,接尾,助数詞
	TimeSuffix        // 名詞,接尾,副詞可能
	Prefix            // 接頭詞,名詞接続
	NumPrefix         // 接頭詞,数接続
	WordPrefix        // 接頭詞 of verbs and adjectives
	Verb              // 動詞,自立
	BoundVerb         // 動詞,非自立 and 接尾
	Adjective         // 形容詞
	Adverb            // 副詞
	Adnominal         // 連体詞
	Conjunction       // 接続詞
	Interjection      // 感動詞, フィラー
	Auxiliary         // 助動詞
	CaseParticle      // 助詞,格助詞
	TopicParticle     // 助詞,係助詞
	OfParticle        // 助詞,連体化
	AndParticle       // 助詞,並立助詞
	Particle          // other 助詞
	Letter            // 記号,アルファベット
	Period            // 記号,句点
	Comma             // 記号,読点
	OpenBracket       // 記号,括弧開
	CloseBracket      // 記号,括弧閉
	Space             // 記号,空白
	Symbol            // 記号,一般
	numPOS
)

// posPrefixes maps the dictionary's names; the first that fits counts.
var posPrefixes = []struct {
	prefix string
	pos    POS
}{
	{"名詞,固有名詞,人名,姓", FamilyName},
	{"名詞,固有名詞,人名,名", GivenName},
	{"名詞,固有名詞,人名", PersonName},
	{"名詞,固有名詞,地域,国", Country},
	{"名詞,固有名詞,地域", Place},
	{"名詞,固有名詞,組織", Org},
	{"名詞,固有名詞", ProperNoun},
	{"名詞,一般", Noun},
	{"名詞,サ変接続", VerbalNoun},
	{"名詞,形容動詞語幹", AdjNoun},
	{"名詞,ナイ形容詞語幹", AdjNoun},
	{"名詞,副詞可能", TimeNoun},
	{"名詞,数", Number},
	{"名詞,代名詞", Pronoun},
	{"名詞,接尾,人名", NameSuffix},
	{"名詞,接尾,地域", PlaceSuffix},
	{"名詞,接尾,助数詞", Counter},
	{"名詞,接尾,副詞可能", TimeSuffix},
	{"名詞,接尾", Suffix},
	{"名詞", BoundNoun},
	{"接頭詞,名詞接続", Prefix},
	{"接頭詞,数接続", NumPrefix},
	{"接頭詞", WordPrefix},
	{"動詞,自立", Verb},
	{"動詞", BoundVerb},
	{"形容詞", Adjective},
	{"副詞", Adverb},
	{"連体詞", Adnominal},
	{"接続詞", Conjunction},
	{"感動詞", Interjection},
	{"フィラー", Interjection},
	{"助動詞", Auxiliary},
	{"助詞,格助詞", CaseParticle},
	{"助詞,係助詞", TopicParticle},
	{"助詞,連体化", OfParticle},
	{"助詞,並立助詞", AndParticle},
	{"助詞", Particle},
	{"記号,アルファベット", Letter},
	{"記号,句点", Period},
	{"記号,読点", Comma},
	{"記号,括弧開", OpenBracket},
	{"記号,括弧閉", CloseBracket},
	{"記号,空白", Space},
	{"記号", Symbol},
}

func posOf(names []string) POS {
	joined := strings.Join(names, ",")
	for _, p := range posPrefixes {
		if strings.HasPrefix(joined, p.prefix) {
			return p.pos
		}
	}
	return OtherPOS
}

// A POSSet is a set of parts of speech.
type POSSet uint64

func (s POSSet) has(p POS) bool { return s&(1<<p) != 0 }

func setOf(ps ...POS) (s POSSet) {
	for _, p := range ps {
		s |= 1 << p
	}
	return s
}

var (
	personSet  = setOf(FamilyName, GivenName, PersonName)
	placeSet   = setOf(Place, Country)
	commonSet  = setOf(Noun, VerbalNoun, AdjNoun, TimeNoun, Adverb, Verb, Adjective, Interjection, Conjunction, Adnominal, Pronoun)
	joiningSet = setOf(CaseParticle, TopicParticle, OfParticle, AndParticle, Particle, Auxiliary, BoundVerb)
)
