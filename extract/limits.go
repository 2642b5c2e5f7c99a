package extract

import "time"

// Limits bound the work for one outermost file, however it is nested. Every
// limit of the extractors stands here; hitting one is a Gap, never silence.
type Limits struct {
	Input   int64 // bytes of the outermost file
	Output  int64 // bytes unpacked, in all
	Part    int64 // bytes unpacked of one part
	Ratio   int64 // unpacked : packed, looked at above RatioAt bytes
	RatioAt int64
	Entries int   // files inside files, in all
	Depth   int   // files inside files inside files
	Cells   int64 // cells and lines, in all
	Pages   int   // pages of one document
	Scans   int   // pictures and scanned pages whose text is recognised by a program of the system, in all; 0 switches it off
	// ScanTime is for all of them together: the rest of the time is for reading.
	ScanTime time.Duration
	Form     int // nesting inside one document (PDF form XObjects, XML elements are bounded by it)
}

// DefaultLimits are for one file on an office machine. Reasons: shared figures
// of measured bombs and of the largest honest files (a 1,000,000-row workbook
// unpacks to about 1 GB).
func DefaultLimits() Limits {
	return Limits{
		Input:    1 << 30,
		Output:   4 << 30,
		Part:     2 << 30,
		Ratio:    200,
		RatioAt:  10 << 20,
		Entries:  10_000,
		Depth:    5,
		Cells:    50_000_000,
		Pages:    5_000,
		Scans:    20,
		ScanTime: 40 * time.Second,
		Form:     8,
	}
}
