"""The trivia quiz.

`questions` makes questions from facts, `judging` judges replies, `progress` saves attempts, and
`rounds` brings them together.
"""
