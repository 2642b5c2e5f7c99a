//go:build !race

package main

// raceDetector tells that everything takes many times as long.
const raceDetector = false
