"""The quiz: questions from facts, judged replies, progress."""
