package outbox

// A Why is a reason to hold a message that has nothing to do with what is in
// it; "" when there is none.
type Why string

// The reasons.
const (
	Editing     Why = "editing"
	Writing     Why = "writing"
	Incomplete  Why = "incomplete"
	Temporary   Why = "temporary"
	Special     Why = "special"
	Recipients  Why = "recipients"
	Orphan      Why = "orphan"
	Changed     Why = "changed"
	Interrupted Why = "interrupted"
	Unreadable  Why = "unreadable"
	TooMany     Why = "too-many"
)

var words = map[Why][2]string{
	Editing:     {"編集中の印（~$ または .~lock）が残ったままなので、保存が終わったか分かりません。アプリを閉じてから、もう一度 outbox に入れてください", "a lock file of an editor (~$ or .~lock) is still there, so the file may not be saved yet; close the program and drop the file again"},
	Writing:     {"書き込み中のまま終わらなかったので、調べていません。保存が終わってから、もう一度 outbox に入れてください", "somebody was still writing the file when the waiting time ended, so it was not looked at; drop it again when it is saved"},
	Incomplete:  {"ファイルの終わりの部分がないので、途中で切れています。もう一度 outbox に入れてください", "the end of the file is missing: it was cut off; drop it again"},
	Temporary:   {"一時ファイルの名前なので、調べていません。送るファイルなら、名前を変えてもう一度 outbox に入れてください", "the name is one of temporary files, so it was not looked at; if it is to be sent, rename it and drop it again"},
	Special:     {"ふつうのファイルではない（リンク、パイプなど）ので、送れません。中身のファイルをコピーして入れてください", "it is not an ordinary file (a link or a pipe), or holds one; drop a copy of the real file"},
	Recipients:  {"宛先の指定（.to、_recipients.txt、to= のフォルダー）が読めません。1行に1つのアドレスにして、もう一度入れてください", "the recipients (.to, _recipients.txt, or a folder to=) cannot be read; write one address on each line and drop it again"},
	Orphan:      {"宛先の指定（.to）だけで、送るファイルがありません", "these are recipients (.to) for a file that did not come"},
	Changed:     {"調べている間に中身が変わり続けたので、確かめられません。もう一度 outbox に入れてください", "the content changed again and again during the check; drop it again when nobody writes to it"},
	Interrupted: {"処理の記録が読めないので、宛先が分かりません。もう一度 outbox に入れてください", "the notes about this file cannot be read, so its recipients are unknown; drop it again"},
	Unreadable:  {"ファイルを読めませんでした（権限、またはディスクの故障）。読めるようにして、もう一度 outbox に入れてください", "the file could not be read (permissions, or a fault of the disk); make it readable and drop it again"},
	TooMany:     {"フォルダーの中のファイルが多すぎます。分けて入れてください", "there are too many files in the folder; drop it in parts"},
}

// Words says the reason to people, and what to do.
func (w Why) Words() (ja, en string) { return words[w][0], words[w][1] }
