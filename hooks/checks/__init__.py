"""Judgement: trees and facts in, findings out; no disk, no clock, no git."""
