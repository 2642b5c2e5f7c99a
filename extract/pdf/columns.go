package pdf

type columns struct{}

type block struct {
	line  textLine
	table *int
}

func (f flow) blocks() []block {
	var out []block
	for _, l := range f.lines {
		out = append(out, block{line: l})
	}
	return out
}
