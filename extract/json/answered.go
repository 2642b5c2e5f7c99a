package json

import "strings"

// Forms on the web are kept as lists of questions with their answers. What is asked
// is the name of the answer: {"question": "お名前", "answer": "見本 花子"}.

// questions and answers are the keys of the two.
var (
	questions = map[string]bool{"question": true, "questiontext": true, "question_text": true, "questiontitle": true, "field": true, "fieldname": true, "field_name": true, "fieldlabel": true, "field_label": true, "label": true, "質問": true, "設問": true, "項目": true, "項目名": true, "ラベル": true}
	answers   = map[string]bool{"answer": true, "answertext": true, "answer_text": true, "response": true, "value": true, "回答": true, "値": true, "内容": true, "入力値": true}
)

const (
	askedMost  = 90 // bytes of the longest question
	besideMost = 6  // fields of the largest element: a number, whether it must be answered
)

// answered returns the answer of an element of such a list, named by its question.
func answered(element []field) (field, bool) {
	var question, answer *field
	if len(element) > besideMost {
		return field{}, false
	}
	for i := range element {
		f := &element[i]
		switch key := strings.ToLower(f.key); {
		case questions[key] && question == nil && !f.number:
			question = f
		case answers[key] && answer == nil:
			answer = f
		case questions[key], answers[key], f.element > 0:
			return field{}, false
		}
	}
	if question == nil || answer == nil || question.text == "" || len(question.text) > askedMost || strings.ContainsAny(question.text, ".\x00") {
		return field{}, false
	}
	out := *answer
	out.key = strings.Join(strings.Fields(question.text), " ")
	return out, true
}
