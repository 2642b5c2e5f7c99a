// Package ja knows how Japanese text is written: its widths, kana, kanji
// digits and dates, where its words begin and end, and what its names of
// persons look like, Japanese ones and others as Japanese offices write them.
//
// It does not know tables, headers or records: whether a column holds names is
// decided above, from many answers of this package. Nor does it know any kind
// of personal data but names. It is the only owner of kagome's dictionary.
package ja
