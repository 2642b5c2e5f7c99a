package main

import "os"

// reloadSignals is empty: a service is started again instead.
var reloadSignals []os.Signal
