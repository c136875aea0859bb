"""The quiz: questions from facts, judged replies, rounds and progress.

`questions` makes questions, `judging` judges replies, `progress` saves attempts, and `rounds`
brings them together.
"""
