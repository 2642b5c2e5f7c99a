// Package monban has no code; its tests hold the rules of the whole module.
package monban
